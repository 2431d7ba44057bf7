package genpipelines.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static Map<String, Object> abort(Object... at) {
    return Map.of("kind", "abort", "at", at.length == 4 ? Map.of(at[0], at[1], at[2], at[3]) : Map.of(at[0], at[1]));
  }

  /** An abort ends the build ABORTED, even when the script swallows it and sets another result. */
  @Test
  void swallowedAbortStillCounts() {
    Map<String, Object> answer = Builds.run("try { sleep 100 } catch (e) { echo \"> ${e.message} ${currentBuild.result}\" }\ncurrentBuild.result = 'SUCCESS'",
      "events", List.of(abort("time", 10)));
    assertEquals(List.of("Aborted by admin null"), Builds.lines(answer));
    assertEquals("ABORTED", answer.get("result"));
    assertEquals(10.0, answer.get("clock"));
  }

  /** Events happen at the n-th call of a step, at a stage, or after a line of the console. */
  @Test
  void momentsOfEvents() {
    String script = "for (i in [1, 2, 3, 4, 5]) { stage(\"S${i}\") { echo \"> ${i}\"; sleep 10 } }";
    assertEquals(List.of("1", "2", "3"), Builds.lines(Builds.run(script, "events", List.of(abort("step", "sleep", "number", 3)))));
    assertEquals(List.of("1", "2", "3", "4"), Builds.lines(Builds.run(script, "events", List.of(abort("stage", "S4", "delay", 5)))));
    assertEquals(List.of("1", "2"), Builds.lines(Builds.run(script, "events", List.of(abort("line", "> 2")))));
  }

  /** A lost agent interrupts what runs on it; a retry with the condition goes on with another one. */
  @Test
  void lostAgentIsRetriedElsewhere() {
    List<Object> nodes = List.of(Map.of("name", "one", "labels", List.of("x")), Map.of("name", "two", "labels", List.of("x")));
    Map<String, Object> answer = Builds.run("retry(count: 2, conditions: [agent()]) { node('x') { echo \"> ${env.NODE_NAME}\"; sleep 60 } }",
      "nodes", nodes, "events", List.of(Map.of("kind", "agent-lost", "at", Map.of("time", 20))));
    assertEquals(List.of("one", "two"), Builds.lines(answer));
    assertEquals("SUCCESS", answer.get("result"));
  }

  /** An event that never happened is told: the scenario may have a typo. */
  @Test
  void unusedEventIsTold() {
    Map<String, Object> answer = Builds.run("echo 'x'", "events", List.of(abort("stage", "Deploi")));
    assertEquals("event", Request.asMaps(answer.get("unused")).get(0).get("kind"));
  }
}

package genpipelines.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClockTest {
  /** A sleep of an hour costs nothing and takes exactly an hour of the build. */
  @Test
  void sleepPassesAtOnceAndExactly() {
    Map<String, Object> answer = Builds.run("sleep time: 1, unit: 'HOURS'");
    assertEquals(3600.0, answer.get("clock"));
    assertEquals("SUCCESS", answer.get("result"));
  }

  /** What a script reads as the time of day is the simulated one. */
  @Test
  void scriptsReadTheSimulatedTime() {
    Map<String, Object> answer = Builds.run("def t = System.currentTimeMillis(); sleep 90\n"
      + "echo \"> ${System.currentTimeMillis() - t} ${new Date().time - t}\"");
    assertEquals(List.of("90000 90000"), Builds.lines(answer));
  }

  /** A timeout interrupts after its time, and kills what goes on sixty seconds later. */
  @Test
  void timeoutHasGraceOfOneMinute() {
    Map<String, Object> answer = Builds.run("try { timeout(time: 10, unit: 'SECONDS') { try { sleep 100 } catch (e) { echo '> caught'; sleep 500 } } }\n"
      + "catch (e) { echo \"> ${e.class.simpleName}\" }");
    assertEquals(List.of("caught", "FlowInterruptedException"), Builds.lines(answer));
    assertEquals(70.0, answer.get("clock"));
  }

  /** Intervals of waitUntil grow, up to fifteen seconds. */
  @Test
  void waitUntilBacksOff() {
    Map<String, Object> answer = Builds.run("int n = 0; waitUntil(quiet: true) { ++n == 3 }");
    assertEquals(0.55, answer.get("clock"));
  }

  /** A build that waits for what never comes ends, and says for what. */
  @Test
  void stuckBuildSaysWhatItWaitsFor() {
    Map<String, Object> answer = Builds.run("input 'go?'");
    assertEquals("FAILURE", answer.get("result"));
    assertTrue(Builds.error(answer).startsWith("The build waits for ever: input {message=go?} at Jenkinsfile:1"), Builds.error(answer));
  }
}

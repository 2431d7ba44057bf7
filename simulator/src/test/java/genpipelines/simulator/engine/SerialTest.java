package genpipelines.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialTest {
  private static final String LONG = "class K implements Serializable { int n = 1 }\ndef k = new K()\ndef list = [1, [a: 'x']]\n"
    + "parallel a: { sleep 5; k.n++ }, b: { timeout(1) { sleep 10; k.n++ } }\necho \"> ${k.n} ${list[1].a}\"\nsleep 3\necho '> end'";

  /** A local that cannot be saved fails the build at the step, and is named. */
  @Test
  void culpritIsNamed() {
    Map<String, Object> answer = Builds.run("def outer = [deep: ['abc' =~ /b/]]\nsleep 1\necho '> not reached'");
    assertEquals("FAILURE", answer.get("result"));
    assertEquals("java.util.regex.Matcher", Builds.error(answer));
    assertEquals(List.of("java.util.regex.Matcher cannot be saved: java.util.regex.Matcher in local outer.deep[0], while step sleep waits at Jenkinsfile:2"),
      Builds.violations(answer, "serialization"));
  }

  /** What is not alive while a step waits need not be saved. */
  @Test
  void valueThatIsGoneIsNoProblem() {
    assertEquals("SUCCESS", Builds.run("def found = ('abc' =~ /b/).find()\nsleep 1").get("result"));
  }

  /** With the check off, nothing is said, as with the setting of the controller that saves nothing. */
  @Test
  void checkCanBeOff() {
    assertEquals("SUCCESS", Builds.run("def m = 'abc' =~ /b/\nsleep 1", "durability", "off").get("result"));
  }

  /** A build that goes on with a copy after every step does the same. */
  @Test
  void roundTripChangesNothing() {
    assertEquals(List.of("3 x", "end"), Builds.lines(Builds.run(LONG, "durability", "roundtrip")));
  }

  /** A controller restart in the middle of steps loses nothing. */
  @Test
  void restartChangesNothing() {
    Map<String, Object> answer = Builds.run(LONG, "events", List.of(Map.of("kind", "restart", "at", Map.of("step", "sleep", "number", 2))));
    assertEquals(List.of("3 x", "end"), Builds.lines(answer));
    assertTrue(((List<?>) answer.get("log")).stream().anyMatch(l -> l.toString().startsWith("Resuming build")));
  }

  /** A build goes on from its state file. */
  @Test
  void stateFileIsResumed(@TempDir Path folder) {
    String state = folder.resolve("build.state").toString();
    Map<String, Object> stopped = Builds.run(LONG, "state", state, "events", List.of(Map.of("kind", "restart", "at", Map.of("time", 7))));
    assertNull(stopped.get("result"));
    Map<String, Object> answer = new Engine().resume(state);
    assertEquals(List.of("3 x", "end"), Builds.lines(answer));
    assertEquals(13.0, answer.get("clock"));
  }
}

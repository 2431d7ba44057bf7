package genpipelines.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
  /** Pipelines that never end are ended, with the reason. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "while (true) { } | worked for more than 1 s",
    "while (true) { try { [1].size() } catch (Throwable t) { } } | worked for more than 1 s",
    "while (true) { isUnixx = 1; println 'x' } | called more than 500 steps",
    "retry(100000) { error 'x' } | called more than 500 steps",
    "while (true) { sleep time: 30, unit: 'DAYS' } | takes longer than 2592000 simulated seconds",
    "def s = 'x' * 3000; while (true) { echo s } | console is longer than 100000 characters",
    "def f() { f() } ; f() | unbounded recursion"})
  void endless(String script, String reason) {
    int seconds = reason.startsWith("worked") ? 1 : 60;
    Map<String, Object> answer = Builds.run(script, "budget", Map.of("seconds", seconds, "steps", 500, "output", 100_000));
    assertEquals("FAILURE", answer.get("result"));
    assertTrue(Builds.error(answer).contains(reason), () -> Builds.error(answer));
  }

  /** A step that does not exist is named, with the one that was meant. */
  @Test
  void unknownStep() {
    Map<String, Object> answer = Builds.run("eco 'x'");
    assertEquals("No such DSL method 'eco' found among steps [...]", Builds.error(answer));
    assertEquals(List.of("there is no step eco; did you mean echo?"), Builds.violations(answer, "step"));
  }

  /** An argument that the step does not have is a violation, with the one that was meant. */
  @Test
  void unknownArgument() {
    Map<String, Object> answer = Builds.run("sleep time: 1, unti: 'SECONDS'");
    assertEquals(List.of("step sleep has no parameter unti; did you mean unit?"), Builds.violations(answer, "argument"));
  }

  /** A typo in the request is refused, not ignored. */
  @Test
  void typoInRequest() {
    assertThrows(IllegalArgumentException.class, () -> Builds.run("echo 'x'", "parms", Map.of()));
    assertThrows(IllegalArgumentException.class, () -> Builds.run("echo 'x'", "events", List.of(Map.of("kind", "abrt", "at", Map.of("time", 1)))));
    assertThrows(IllegalArgumentException.class, () -> Builds.run("echo 'x'", "shell", Map.of("mode", "wet")));
  }

  /** A command that a scripted scenario does not expect fails the step and the build. */
  @Test
  void unexpectedCommand() {
    Map<String, Object> answer = Builds.run("node { sh 'rm -rf x' }", "shell", Map.of("mode", "scripted", "replies", List.of()));
    assertEquals("FAILURE", answer.get("result"));
    assertEquals(List.of("the scenario does not expect the command: rm -rf x"), Builds.violations(answer, "shell"));
  }
}

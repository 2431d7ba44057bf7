package genpipelines.simulator.declarative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** The validator: what it says, where, and in which order. */
class DeclarativeTest {
  private static final String STAGE = "pipeline {\n  agent any\n  stages {\nstage('A') {\n%s\n}\n  }\n}\n";
  private static final String PIPELINE = "pipeline {\nagent any\n%s\n}\n";

  private static List<Map<String, Object>> cases() {
    InputStream data = DeclarativeTest.class.getResourceAsStream("problems.yaml");
    return new Yaml().load(data);
  }

  private static String text(Map<String, Object> given) {
    if (given.containsKey("file")) {
      return (String) given.get("file");
    }
    boolean stage = given.containsKey("stage");
    return String.format(stage ? STAGE : PIPELINE, given.get(stage ? "stage" : "pipeline"));
  }

  private static List<String> check(String text) {
    return Declarative.check(text, KnownPlugins.all()).stream()
        .map(problem -> problem.line + ":" + problem.column + " " + problem.ruleId).collect(Collectors.toList());
  }

  /** Every problem is found at Jenkins' line and column, in Jenkins' order. */
  @TestFactory
  Stream<DynamicTest> problemsStandWhereJenkinsTellsThem() {
    return cases().stream().map(given -> DynamicTest.dynamicTest((String) given.get("name"),
        () -> assertEquals(given.get("problems"), check(text(given)))));
  }

  /** Wherever a file breaks off, there is an answer and no exception. */
  @Test
  void anyBeginningOfAFileIsAnswered() {
    for (Map<String, Object> given : cases()) {
      String text = text(given);
      for (int length = 0; length < text.length(); length += 9) {
        assertNotNull(check(text.substring(0, length)));
      }
    }
  }

  /** The tenth error ends the check, as in Jenkins' compiler. */
  @Test
  void tenProblemsAreTold() {
    String many = String.join("\n", Collections.nCopies(15, "echo 1"));
    assertEquals(10, check(String.format(STAGE, "steps {\n" + many + "\n}")).size());
  }

  /** What a plugin brings is unknown without it, and an unknown step is no error. */
  @Test
  void pluginsDecideWhatIsKnown() {
    String text = String.format(STAGE, "options { lock('a') }\nsteps { ansiColor() }");
    assertEquals(List.of("6:9 parameter-missing"), check(text));
    List<Problem> without = Declarative.check(text, KnownPlugins.of(List.of("workflow-basic-steps")));
    assertEquals(List.of("option-unknown"), without.stream().map(problem -> problem.ruleId).collect(Collectors.toList()));
  }

  /** Names of tools are checked only where the configured ones are known. */
  @Test
  void toolsAreCheckedAgainstTheConfiguredOnes() {
    String text = String.format(STAGE, "tools { jdk 'seventeen' }\nsteps { echo 'x' }");
    assertEquals(List.of(), check(text));
    assertEquals(1, Declarative.check(text, KnownPlugins.all().withTools(Map.of("jdk", List.of("eleven")))).size());
    assertEquals(0, Declarative.check(text, KnownPlugins.all().withTools(Map.of("jdk", List.of("seventeen")))).size());
  }

  /** Nothing of the file is run or loaded by the check. */
  @Test
  void nothingIsLoaded() {
    String grab = "@Grab('org.example:none:1.0')\nimport java.util.List\n" + String.format(STAGE, "steps { echo 'x' }");
    assertEquals(List.of("1:1 annotation"), check(grab));
    assertEquals(List.of(), check("import org.example.Missing\n" + String.format(STAGE, "steps { script { new Missing() } }")));
  }

  /** A message names what to do; umlauts and tabs don't confuse places. */
  @Test
  void messagesSayWhatToDo() {
    String text = String.format(STAGE, "steps {\n\techo 'ä'; if (true) { echo 'ö' } }");
    Problem problem = Declarative.check(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8), KnownPlugins.all()).get(0);
    assertEquals(6, problem.line);
    assertTrue(problem.message.contains("`script`"));
  }
}

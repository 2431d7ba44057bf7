package genpipelines.simulator.declarative.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genpipelines.simulator.engine.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** Declarative pipelines, run by the engine. */
class RunTest {
  private static String pipeline(Map<String, String> given) {
    StringBuilder text = new StringBuilder(given.containsKey("before") ? given.get("before") + "\n" : "");
    text.append("pipeline {\nagent ").append(given.getOrDefault("agent", "any")).append('\n');
    text.append(given.containsKey("flags") ? "options { " + given.get("flags") + " }\n" : "");
    text.append(given.getOrDefault("sections", "")).append("\nstages {\n").append(given.get("stages")).append("}\n");
    text.append(given.containsKey("post") ? "post { " + given.get("post") + " }\n" : "");
    return text.append("}\n").toString();
  }

  @SuppressWarnings("unchecked")
  private static void run(Map<String, Object> given, String durability) {
    Map<String, Object> request = new LinkedHashMap<>();
    Object more = given.get("given");
    if (more != null) {
      request.putAll((Map<String, Object>) more);
    }
    request.put("script", pipeline((Map<String, String>) (Map<String, ?>) given));
    request.put("durability", durability);
    Map<String, Object> answer = new Engine().run(request);
    List<String> lines = ((List<String>) answer.get("log")).stream().filter(line -> line.startsWith("> ")).collect(Collectors.toList());
    assertEquals(given.get("lines"), lines, () -> String.join("\n", (List<String>) answer.get("log")));
    assertEquals(given.getOrDefault("result", "SUCCESS"), answer.get("result"));
  }

  private static Stream<DynamicTest> each(String durability) {
    List<Map<String, Object>> cases = new Yaml().load(RunTest.class.getResourceAsStream("../runs.yaml"));
    return cases.stream().map(given -> DynamicTest.dynamicTest((String) given.get("name"), () -> run(given, durability)));
  }

  /** The pipelines end as they should. */
  @TestFactory
  Stream<DynamicTest> pipelinesRun() {
    return each("check");
  }

  /** They do so, too, when the program is written and read back after every step. */
  @TestFactory
  Stream<DynamicTest> pipelinesSurviveRestarts() {
    return each("roundtrip");
  }
}

package genpipelines.simulator.server;

import genpipelines.simulator.steps.Registry;
import genpipelines.simulator.steps.Signature;
import groovy.lang.GroovySystem;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says what the engine is made of and which steps it knows. */
final class Hello {
  private Hello() {
  }

  static Map<String, Object> answer() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("engine", "0.1.0");
    answer.put("groovy", GroovySystem.getVersion());
    answer.put("cps", "1.31");
    answer.put("sandbox", "1.19");
    answer.put("java", System.getProperty("java.version"));
    Map<String, Object> steps = new LinkedHashMap<>();
    for (Signature s : Registry.all()) {
      steps.put(s.name, step(s));
    }
    answer.put("steps", steps);
    return answer;
  }

  private static Map<String, Object> step(Signature s) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("plugin", s.plugin);
    json.put("node", s.node);
    json.put("block", s.block);
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Signature.Parameter p : s.parameters.values()) {
      parameters.put(p.name, Map.of("type", p.type, "required", p.required));
    }
    json.put("parameters", parameters);
    return json;
  }
}

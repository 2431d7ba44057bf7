package genpipelines.simulator.server;

import genpipelines.simulator.declarative.Declarative;
import genpipelines.simulator.declarative.KnownPlugins;
import genpipelines.simulator.declarative.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers what the declarative linter of a controller would say. */
final class Lint {
  private static final int MOST = 10;

  private Lint() {
  }

  static Map<String, Object> answer(Map<String, Object> request) {
    if (!(request.get("script") instanceof String)) {
      throw new IllegalArgumentException("lint needs `script`, the text of the Jenkinsfile");
    }
    String script = request.get("script").toString();
    List<Problem> problems = Declarative.check(script, KnownPlugins.of(request.get("plugins"), request.get("tools")));
    List<Map<String, Object>> errors = new ArrayList<>();
    problems.stream().limit(MOST).forEach(p -> errors.add(json(p)));
    Map<String, Object> answer = new LinkedHashMap<>();
    if (problems.stream().anyMatch(p -> p.ruleId.equals("internal"))) {
      answer.put("internal", true);
    }
    answer.put("declarative", script.matches("(?s).*\\bpipeline\\s*\\{.*"));
    answer.put("errors", errors);
    return answer;
  }

  private static Map<String, Object> json(Problem p) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("line", p.line);
    json.put("column", p.column);
    json.put("message", p.message);
    return json;
  }
}

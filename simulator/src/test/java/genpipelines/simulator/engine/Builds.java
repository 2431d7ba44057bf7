package genpipelines.simulator.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs small builds for tests. */
final class Builds {
  private Builds() {
  }

  /** The answer to a script; `more` are further parts of the request, key after value. */
  static Map<String, Object> run(String script, Object... more) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("script", script);
    for (int i = 0; i < more.length; i += 2) {
      request.put((String) more[i], more[i + 1]);
    }
    return new Engine().run(request);
  }

  /** What the script printed: the lines that begin with `> `. */
  @SuppressWarnings("unchecked")
  static List<String> lines(Map<String, Object> answer) {
    return ((List<String>) answer.get("log")).stream().filter(l -> l.startsWith("> ")).map(l -> l.substring(2))
      .collect(Collectors.toList());
  }

  /** Messages of the violations of a kind. */
  static List<String> violations(Map<String, Object> answer, String kind) {
    return Request.asMaps(answer.get("violations")).stream().filter(v -> kind.equals(v.get("kind")))
      .map(v -> (String) v.get("message")).collect(Collectors.toList());
  }

  /** The message of the error that ended the build. */
  static String error(Map<String, Object> answer) {
    List<Map<String, Object>> errors = Request.asMaps(answer.get("errors"));
    return errors.isEmpty() ? null : (String) errors.get(0).get("message");
  }
}

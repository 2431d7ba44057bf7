package genpipelines.simulator.server;

import genpipelines.simulator.engine.Engine;
import genpipelines.simulator.engine.Loading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers requests: one line of JSON for one line of JSON. */
final class Server {
  private static final List<String> OPERATIONS = List.of("hello", "lint", "load", "run", "resume", "shutdown");

  private final Engine engine = new Engine();
  private boolean open = true;

  boolean isOpen() {
    return open;
  }

  String answer(String line) {
    Object id = null;
    try {
      Object json = Json.parse(line);
      if (!(json instanceof Map)) {
        return problem(null, "a request is a JSON object", null);
      }
      @SuppressWarnings("unchecked")
      Map<String, Object> request = (Map<String, Object>) json;
      id = request.get("id");
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("id", id);
      answer.put("ok", true);
      answer.putAll(serve(request));
      return Json.write(answer);
    } catch (Json.Broken e) {
      return problem(id, "the line is " + e.getMessage(), e.position);
    } catch (IllegalArgumentException e) {
      return problem(id, String.valueOf(e.getMessage()), null);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      e.printStackTrace();
      return problem(id, "the engine failed: " + e, null);
    }
  }

  private Map<String, Object> serve(Map<String, Object> request) {
    String op = String.valueOf(request.get("op"));
    switch (op) {
      case "hello": return Hello.answer();
      case "lint": return Lint.answer(request);
      case "load": return Loading.answer(request);
      case "run": return engine.run(request);
      case "resume": return engine.resume(String.valueOf(request.get("state")));
      case "shutdown":
        open = false;
        return Map.of();
      default: throw new IllegalArgumentException("unknown op " + op + "; known are " + String.join(", ", OPERATIONS));
    }
  }

  private static String problem(Object id, String text, Integer position) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    answer.put("ok", false);
    answer.put("problem", text);
    if (position != null) {
      answer.put("position", position);
    }
    return Json.write(answer);
  }
}

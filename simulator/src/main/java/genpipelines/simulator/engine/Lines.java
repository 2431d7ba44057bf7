package genpipelines.simulator.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines of scripts in a stack, as files a person can open. */
public final class Lines {
  private Lines() {
  }

  /** Lines that lie in the Jenkinsfile or a library, the innermost first, each only once in a row. */
  public static List<Map<String, Object>> places(List<StackTraceElement> stack) {
    List<Map<String, Object>> places = new ArrayList<>();
    for (StackTraceElement e : stack) {
      if (isScript(e)) {
        Map<String, Object> place = place(e);
        if (places.isEmpty() || !places.get(places.size() - 1).equals(place)) {
          places.add(place);
        }
      }
    }
    return places;
  }

  /** Whether a stack element is a line of the Jenkinsfile or a library, and not of the engine's own interpreter. */
  public static boolean isScript(StackTraceElement e) {
    String file = e.getFileName();
    if (file == null || e.getLineNumber() <= 0) {
      return false;
    }
    if (file.endsWith(".groovy")) {
      return !Library.DECLARATIVE.files.containsKey("vars/" + file);
    }
    return file.equals("WorkflowScript") || file.startsWith("Script") && !file.contains(".");
  }

  /** File and line of a stack element: the Jenkinsfile by its name, a library file by its path in the library. */
  public static Map<String, Object> place(StackTraceElement e) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("file", file(e));
    place.put("line", e.getLineNumber());
    return place;
  }

  private static String file(StackTraceElement e) {
    Run run = Run.current();
    if ("WorkflowScript".equals(e.getFileName())) {
      return run.request().text("file", "Jenkinsfile");
    }
    String file = String.valueOf(e.getFileName());
    if (!file.endsWith(".groovy")) {
      return file;
    }
    String name = file.substring(0, file.length() - ".groovy".length());
    int inner = e.getClassName().indexOf('$');
    String outer = inner < 0 ? e.getClassName() : e.getClassName().substring(0, inner);
    if (outer.equals(name) && run.program().libraryOf(name) != null) {
      return "vars/" + file;
    }
    return "src/" + outer.substring(0, outer.lastIndexOf('.') + 1).replace('.', '/') + file;
  }
}

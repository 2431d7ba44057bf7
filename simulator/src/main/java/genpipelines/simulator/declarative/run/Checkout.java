package genpipelines.simulator.declarative.run;

import genpipelines.simulator.engine.Run;
import java.util.LinkedHashMap;
import java.util.Map;

/** The checkout that a declarative pipeline makes by itself on a fresh agent. */
public final class Checkout {
  private Checkout() {}

  /** Whether the job has a repository: its file comes from one. */
  public static boolean isPossible() {
    return Run.current().request().get("scm") != null;
  }

  /** What the checkout tells, as variables. */
  public static Map<String, Object> variables(Map<String, ?> found) {
    Map<String, Object> variables = new LinkedHashMap<>();
    found.forEach((name, value) -> {
      if (name.startsWith("GIT_") || name.startsWith("SVN_")) {
        variables.put(name, value);
      }
    });
    return variables;
  }
}

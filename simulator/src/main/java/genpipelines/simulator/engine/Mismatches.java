package genpipelines.simulator.engine;

import groovy.lang.Script;

/** Reports of what a pipeline does that does not work as it looks. */
public final class Mismatches {
  private Mismatches() {
  }

  /** CPS code was called from code that is not CPS. */
  static void report(Object expectedReceiver, String expected, Object actualReceiver, String actual) {
    Run run = Run.current();
    if (run.isGivenUp()) {
      return;
    }
    String text = "expected to call " + name(expectedReceiver, expected) + " but wound up catching " + name(actualReceiver, actual);
    run.console().system(text + "; see: https://jenkins.io/redirect/pipeline-cps-method-mismatches/");
    run.violation("cps", text, run.line());
  }

  private static String name(Object receiver, String method) {
    if (receiver == null) {
      return method;
    }
    Class<?> type = receiver instanceof Class ? (Class<?>) receiver : receiver.getClass();
    return type.getName() + "." + method;
  }

  /** A closure composed of two: the composed one runs only the first part in CPS code, in silence. */
  public static void reportComposition(String operator) {
    Run run = Run.current();
    run.violation("cps", "closures composed with " + operator + " run only one of the two in a pipeline", run.line());
  }

  /** A script variable is set that was not declared: it lives as long as the build. */
  public static void reportUndeclared(Script script, String property, Object value) {
    if (!script.getBinding().hasVariable(property) && value != null) {
      Run.current().console().system("Did you forget the `def` keyword? " + script.getClass().getSimpleName()
        + " seems to be setting a field named " + property + " (to a value of type " + value.getClass().getSimpleName()
        + ") which could lead to memory leaks or other issues.");
    }
  }
}

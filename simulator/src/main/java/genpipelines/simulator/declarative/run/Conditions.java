package genpipelines.simulator.declarative.run;

import genpipelines.simulator.engine.Environment;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.support.steps.build.RunWrapper;

/** The conditions of {@code when} that look at the build: its branch, its changes, its cause, its environment. */
public final class Conditions {
  public static final String NO_CHANGES = "Warning, empty changelog. Probably because this is the first build.";

  private Conditions() {}

  /** Whether the condition needs the changes of a build that has none. */
  public static boolean hasNoChanges(String name) {
    Map<String, Object> scm = Run.current().request().map("scm");
    boolean none = Request.asTexts(scm.get("changed")).isEmpty() && Request.asTexts(scm.get("messages")).isEmpty();
    return none && (name.equals("changelog") || name.equals("changeset")) && variable("CHANGE_ID") == null;
  }

  public static boolean isMet(String name, Map<String, Object> arguments) {
    switch (name) {
      case "branch":
        return matches(arguments, variable("BRANCH_NAME"));
      case "buildingTag":
        return variable("TAG_NAME") != null;
      case "tag":
        return matches(arguments, variable("TAG_NAME"));
      case "changeRequest":
        return isChangeRequest(arguments);
      case "changelog":
        return isInChangelog(text(arguments.get("pattern")));
      case "changeset":
        return isInChangeset(arguments);
      case "environment":
        return hasVariable(arguments);
      case "triggeredBy":
        return isTriggeredBy(text(arguments.get("cause")), text(arguments.get("detail")));
      case "isRestartedRun":
        return false;
      default:
        throw new IllegalArgumentException("no such condition of when: " + name);
    }
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  private static String variable(String name) {
    Run run = Run.current();
    String value = Environment.of(run, run.running().ctx).get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static boolean matches(Map<String, Object> arguments, String value) {
    return matches(text(arguments.get("pattern")), text(arguments.get("comparator")), value);
  }

  /** GLOB (also for an unknown comparator) ignores case and knows folders; REGEXP must match all; EQUALS is exact. */
  private static boolean matches(String pattern, String comparator, String value) {
    if (value == null || pattern == null) {
      return false;
    }
    if ("REGEXP".equals(comparator)) {
      return Pattern.compile(pattern).matcher(value).matches();
    }
    return "EQUALS".equals(comparator) ? pattern.equals(value) : Glob.matches(pattern, value, false);
  }

  private static boolean isChangeRequest(Map<String, Object> arguments) {
    String comparator = arguments.containsKey("comparator") ? text(arguments.get("comparator")) : "EQUALS";
    Map<String, String> variables = Map.of("id", "CHANGE_ID", "target", "CHANGE_TARGET", "branch", "CHANGE_BRANCH", "fork", "CHANGE_FORK",
        "url", "CHANGE_URL", "title", "CHANGE_TITLE", "author", "CHANGE_AUTHOR", "authorDisplayName", "CHANGE_AUTHOR_DISPLAY_NAME",
        "authorEmail", "CHANGE_AUTHOR_EMAIL");
    return variable("CHANGE_ID") != null && arguments.entrySet().stream().filter(entry -> variables.containsKey(entry.getKey()))
        .allMatch(entry -> matches(text(entry.getValue()), comparator, variable(variables.get(entry.getKey()))));
  }

  private static boolean isInChangelog(String pattern) {
    Pattern regex = Pattern.compile(pattern);
    Pattern lines = Pattern.compile("(?m)(?s)^[^\\r\\n]*?" + pattern + "[^\\r\\n]*?$");
    return Request.asTexts(Run.current().request().map("scm").get("messages")).stream()
        .anyMatch(message -> regex.matcher(message).matches() || lines.matcher(message).find());
  }

  private static boolean isInChangeset(Map<String, Object> arguments) {
    String pattern = text(arguments.get("pattern"));
    boolean exact = Boolean.parseBoolean(text(arguments.get("caseSensitive")));
    List<String> files = Request.asTexts(Run.current().request().map("scm").get("changed"));
    if ("REGEXP".equals(text(arguments.get("comparator")))) {
      Pattern regex = Pattern.compile(pattern, exact ? 0 : Pattern.CASE_INSENSITIVE);
      return files.stream().anyMatch(file -> regex.matcher(file).matches());
    }
    return files.stream().anyMatch(file -> Glob.matches(pattern, file, exact));
  }

  /** A variable that is not set has the empty value. */
  private static boolean hasVariable(Map<String, Object> arguments) {
    String value = variable(text(arguments.get("name")));
    String found = value == null ? "" : value;
    String wanted = arguments.get("value") == null ? "" : text(arguments.get("value"));
    return Boolean.parseBoolean(text(arguments.get("ignoreCase"))) ? wanted.equalsIgnoreCase(found) : wanted.equals(found);
  }

  /** A cause is named by its class, or by the end of its name with or without {@code Cause}. */
  private static boolean isTriggeredBy(String wanted, String detail) {
    for (Map<String, Object> cause : RunWrapper.current().getBuildCauses()) {
      if (isCause(wanted, text(cause.get("_class"))) && (detail == null || hasDetail(cause, detail))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCause(String wanted, String type) {
    for (String part : type.split("[.$]")) {
      if (part.equalsIgnoreCase(wanted) || part.equalsIgnoreCase(wanted + "Cause")) {
        return true;
      }
    }
    return type.equalsIgnoreCase(wanted);
  }

  private static boolean hasDetail(Map<String, Object> cause, String detail) {
    return cause.entrySet().stream().anyMatch(entry -> !entry.getKey().equals("_class") && detail.equalsIgnoreCase(text(entry.getValue())));
  }
}

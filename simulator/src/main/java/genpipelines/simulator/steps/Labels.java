package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Label expressions: names, `!`, `&&`, `||`, parentheses. */
final class Labels {
  private final List<String> tokens = new ArrayList<>();
  private final List<String> labels;
  private int next;

  private Labels(String expression, List<String> labels) {
    this.labels = labels;
    java.util.regex.Matcher m = java.util.regex.Pattern.compile("&&|\\|\\||[!()]|\"[^\"]*\"|[^\\s!()&|]+").matcher(expression);
    while (m.find()) {
      tokens.add(m.group().replace("\"", ""));
    }
  }

  /** Whether a node fits; an empty expression fits every node. */
  static boolean match(String expression, Map<String, Object> node) {
    if (expression == null || expression.isBlank()) {
      return !"exclusive".equals(node.get("usage"));
    }
    List<String> labels = new ArrayList<>(Request.asTexts(node.get("labels")));
    labels.add(String.valueOf(node.get("name")));
    return new Labels(expression, labels).or();
  }

  private boolean or() {
    boolean value = and();
    while (take("||")) {
      value |= and();
    }
    return value;
  }

  private boolean and() {
    boolean value = not();
    while (take("&&")) {
      value &= not();
    }
    return value;
  }

  private boolean not() {
    if (take("!")) {
      return !not();
    }
    if (take("(")) {
      boolean value = or();
      take(")");
      return value;
    }
    return next < tokens.size() && labels.contains(tokens.get(next++));
  }

  private boolean take(String token) {
    if (next < tokens.size() && tokens.get(next).equals(token)) {
      next++;
      return true;
    }
    return false;
  }

  /** Why nothing fits, in the words of the queue. */
  static String why(String label, List<Map<String, Object>> nodes) {
    boolean exists = nodes.stream().anyMatch(n -> match(label, n));
    if (exists) {
      return "Waiting for next available executor" + (label == null || label.isBlank() ? "" : " on ‘" + label + "’");
    }
    return "There are no nodes with the label ‘" + label + "’";
  }
}

package genpipelines.simulator.steps;

import java.util.Collection;

/** The name a person probably meant. */
final class Nearest {
  private Nearest() {
  }

  /** The nearest of the names by edit distance, or null when none is near. */
  static String to(String wrong, Collection<String> names) {
    String best = null;
    int least = Math.max(2, wrong.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(wrong.toLowerCase(), name.toLowerCase());
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best;
  }

  /** A sentence to append to a message, empty when no name is near. */
  static String hint(String wrong, Collection<String> names) {
    String name = to(wrong, names);
    return name == null ? "" : "; did you mean " + name + "?";
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(cost, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}

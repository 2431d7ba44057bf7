package genpipelines.simulator.declarative.run;

import java.util.regex.Pattern;

/** Patterns of paths as in Ant: {@code ?} and {@code *} stay within a folder, {@code **} stands for any number of folders. */
final class Glob {
  private Glob() {}

  static boolean matches(String pattern, String path, boolean caseSensitive) {
    String full = pattern.endsWith("/") ? pattern + "**" : pattern;
    if (full.startsWith("/") != path.startsWith("/")) {
      return false;
    }
    return matches(full.split("/"), 0, path.split("/"), 0, caseSensitive);
  }

  private static boolean matches(String[] pattern, int at, String[] path, int place, boolean caseSensitive) {
    if (at == pattern.length) {
      return place == path.length;
    }
    if (pattern[at].equals("**")) {
      for (int next = place; next <= path.length; next++) {
        if (matches(pattern, at + 1, path, next, caseSensitive)) {
          return true;
        }
      }
      return false;
    }
    return place < path.length && part(pattern[at], caseSensitive).matcher(path[place]).matches()
        && matches(pattern, at + 1, path, place + 1, caseSensitive);
  }

  private static Pattern part(String pattern, boolean caseSensitive) {
    StringBuilder regex = new StringBuilder();
    for (char letter : pattern.toCharArray()) {
      regex.append(letter == '*' ? ".*" : letter == '?' ? "." : Pattern.quote(String.valueOf(letter)));
    }
    return Pattern.compile(regex.toString(), caseSensitive ? Pattern.DOTALL : Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  }
}

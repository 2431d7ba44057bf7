package genpipelines.simulator.declarative.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the time tables of {@code cron} and {@code pollSCM}, which the validator lets pass unread. */
final class Cron {
  private static final List<String> NAMES = List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
  private static final int[][] BOUNDS = {{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 7}};
  private static final Pattern PART = Pattern.compile("(?:\\*|H|H\\((\\d+)-(\\d+)\\)|(\\d+)(?:-(\\d+))?)(?:/(\\d+))?");

  private Cron() {}

  /** What is wrong with a time table, or null. An empty line and one that begins with {@code #} or {@code TZ=} is no entry. */
  static String problem(String table) {
    for (String line : table.split("\n")) {
      String entry = line.trim();
      if (entry.isEmpty() || entry.startsWith("#") || entry.startsWith("TZ=") || NAMES.contains(entry)) {
        continue;
      }
      String problem = problemOfEntry(entry);
      if (problem != null) {
        return "Invalid input: \"" + entry + "\": " + problem;
      }
    }
    return null;
  }

  private static String problemOfEntry(String entry) {
    String[] fields = entry.split("\\s+");
    if (fields.length != BOUNDS.length) {
      return "an entry has 5 fields (minute, hour, day, month, weekday), this one has " + fields.length;
    }
    for (int index = 0; index < fields.length; index++) {
      for (String part : fields[index].split(",", -1)) {
        if (!fits(part, BOUNDS[index])) {
          return "'" + part + "' is no value of field " + (index + 1) + ", which goes from " + BOUNDS[index][0] + " to " + BOUNDS[index][1];
        }
      }
    }
    return null;
  }

  private static boolean fits(String part, int[] bounds) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      return false;
    }
    for (int group = 1; group <= 4; group++) {
      if (matcher.group(group) != null && !isWithin(matcher.group(group), bounds)) {
        return false;
      }
    }
    return matcher.group(5) == null || !matcher.group(5).matches("0+");
  }

  private static boolean isWithin(String number, int[] bounds) {
    return number.length() < 5 && Integer.parseInt(number) >= bounds[0] && Integer.parseInt(number) <= bounds[1];
  }
}

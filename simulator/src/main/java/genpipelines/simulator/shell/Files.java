package genpipelines.simulator.shell;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The files of the workspaces: in memory, or on disk when commands really run. */
public abstract class Files implements Serializable {
  private static final long serialVersionUID = 1L;

  /** @throws NoSuchFileException when there is no such file */
  public abstract byte[] read(String path) throws IOException;

  public abstract void write(String path, byte[] content) throws IOException;

  public abstract boolean exists(String path);

  /** Removes a file, or a directory with all that is in it. */
  public abstract void delete(String path) throws IOException;

  /** Paths of all files below a directory, relative to it, sorted. */
  public abstract List<String> list(String directory) throws IOException;

  public abstract void makeDirectory(String path) throws IOException;

  /** The absolute path without `.` and `..`. */
  public final String resolve(String directory, String path) {
    String whole = path.startsWith("/") ? path : directory + "/" + path;
    ArrayDeque<String> parts = new ArrayDeque<>();
    for (String part : whole.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /** Files below a directory that match one of the Ant patterns, separated by commas, and none of the excluded ones. */
  public final List<String> find(String directory, String includes, String excludes) throws IOException {
    List<String> found = new ArrayList<>();
    for (String path : list(directory)) {
      if (matches(path, includes) && (excludes == null || excludes.isBlank() || !matches(path, excludes))) {
        found.add(path);
      }
    }
    return found;
  }

  private static boolean matches(String path, String patterns) {
    for (String pattern : patterns.split(",")) {
      if (antPattern(pattern.trim()).matcher(path).matches()) {
        return true;
      }
    }
    return false;
  }

  /** An Ant pattern as a regular expression. */
  public static Pattern antPattern(String ant) {
    String text = ant.endsWith("/") ? ant + "**" : ant;
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (text.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (text.startsWith("/**", i) && i + 3 == text.length()) {
        regex.append("(?:/.*)?");
        i += 2;
      } else if (text.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }
}

package genpipelines.simulator.declarative.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a tool of a section {@code tools} puts into the environment. */
public final class Tools {
  private static final Map<String, String> TYPES = Map.of("jdk", "hudson.model.JDK", "maven", "hudson.tasks.Maven$MavenInstallation",
      "git", "hudson.plugins.git.GitTool");

  private Tools() {}

  public static String type(String symbol) {
    return TYPES.getOrDefault(symbol, symbol);
  }

  public static Map<String, String> variables(String symbol, String home) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (symbol.equals("jdk")) {
      variables.put("JAVA_HOME", home);
      variables.put("PATH+JDK", home + "/bin");
    } else if (symbol.equals("maven")) {
      variables.put("M2_HOME", home);
      variables.put("MAVEN_HOME", home);
      variables.put("PATH+MAVEN", home + "/bin");
    } else if (!symbol.startsWith("git") && !symbol.startsWith("jgit")) {
      String name = symbol.toUpperCase(Locale.ROOT);
      variables.put(name + "_HOME", home);
      variables.put("PATH+" + name, home + "/bin");
    }
    return variables;
  }
}

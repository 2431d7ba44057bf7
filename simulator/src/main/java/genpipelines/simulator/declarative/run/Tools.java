package genpipelines.simulator.declarative.run;

import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a tool of a section {@code tools} puts into the environment. */
public final class Tools {
  private static final Map<String, String> TYPES = Map.of("jdk", "hudson.model.JDK", "maven", "hudson.tasks.Maven$MavenInstallation",
      "git", "hudson.plugins.git.GitTool");

  private Tools() {}

  /** The type to ask for: as it is configured for that tool, which the check has compared with the file, else the class of the symbol. */
  public static String type(String symbol, String name) {
    Object type = Request.asMap(Run.current().request().map("tools").get(name)).get("type");
    return type == null ? TYPES.getOrDefault(symbol, symbol) : type.toString();
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

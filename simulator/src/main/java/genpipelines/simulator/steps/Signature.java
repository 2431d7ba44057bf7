package genpipelines.simulator.steps;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a step may be called: its parameters, and what it needs around it. */
public final class Signature {
  private static final String USUAL_PACKAGE = "org.jenkinsci.plugins.workflow.steps.";

  public final String name;
  public final String plugin;
  /** Name of the class in Jenkins, which its messages show. */
  public final String type;
  public boolean node;
  public boolean block;
  public boolean mayTakeBody;
  public final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private String alone;

  /** One parameter. */
  public static final class Parameter {
    public final String name;
    public final String type;
    public final boolean required;

    Parameter(String name, String type, boolean required) {
      this.name = name;
      this.type = type;
      this.required = required;
    }
  }

  private Signature(String name, String plugin, String type) {
    this.name = name;
    this.plugin = plugin;
    this.type = type;
  }

  /** Reads a line of {@code steps.txt}. */
  static Signature read(String line) {
    String[] words = line.trim().split("\\s+");
    Signature s = new Signature(words[0], words[1], words[2].contains(".") ? words[2] : USUAL_PACKAGE + words[2]);
    for (int i = 3; i < words.length; i++) {
      s.add(words[i]);
    }
    return s;
  }

  private void add(String word) {
    int colon = word.indexOf(':');
    if (colon < 0) {
      node |= word.equals("node");
      block |= word.equals("block");
      mayTakeBody |= word.equals("body") || word.equals("block");
      return;
    }
    String key = word.substring(0, colon).replace("!", "").replace("*", "");
    alone = word.charAt(colon - 1) == '*' ? key : alone;
    parameters.put(key, new Parameter(key, word.substring(colon + 1), word.charAt(colon - 1) == '!'));
  }

  /** The parameter that may be given without its name, or null. */
  public String sole() {
    if (alone != null) {
      return alone;
    }
    for (Parameter p : parameters.values()) {
      if (p.required) {
        return p.name;
      }
    }
    return parameters.size() == 1 ? parameters.keySet().iterator().next() : null;
  }
}

package genpipelines.simulator.declarative;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a step, an option, a trigger or another thing that is written as a call. */
public final class Signature {
  public final String name;
  public final boolean takesBlock;
  /** Number of nested conditions a {@code when} condition needs: 0 none, -1 at least one. */
  public final int children;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /** One parameter: its name, its Java type as Jenkins declares it, and whether it must be given. */
  public static final class Parameter {
    public final String name;
    public final Class<?> type;
    public final boolean required;
    final boolean alone;

    Parameter(String name, Class<?> type, boolean required, boolean alone) {
      this.name = name;
      this.type = type;
      this.required = required;
      this.alone = alone;
    }
  }

  private Signature(String name, boolean takesBlock, int children) {
    this.name = name;
    this.takesBlock = takesBlock;
    this.children = children;
  }

  /** Reads `[block, "name! type", …]` or `{children: N}` of the data file; null for `unchecked`: any arguments go. */
  static Signature read(String name, Object text) {
    if (text.equals("unchecked")) {
      return null;
    }
    if (text instanceof Map) {
      return new Signature(name, true, (Integer) ((Map<?, ?>) text).get("children"));
    }
    List<?> words = (List<?>) text;
    Signature signature = new Signature(name, words.contains("block"), 0);
    for (Object word : words) {
      if (!word.equals("block")) {
        signature.add((String) word);
      }
    }
    return signature;
  }

  private void add(String word) {
    String[] parts = word.split(" ");
    String key = parts[0].replaceAll("[!~]$", "");
    parameters.put(key, new Parameter(key, Types.named(parts[1]), parts[0].endsWith("!"), parts[0].endsWith("~")));
  }

  public Parameter parameter(String key) {
    return parameters.get(key);
  }

  public Collection<Parameter> parameters() {
    return Collections.unmodifiableCollection(parameters.values());
  }

  /** The parameter that a single unnamed argument stands for, or null. */
  public Parameter sole() {
    Parameter found = null;
    for (Parameter parameter : parameters.values()) {
      if (parameter.required && found != null) {
        return null;
      }
      if (parameter.required) {
        found = parameter;
      }
    }
    return found != null ? found : firstAlone();
  }

  private Parameter firstAlone() {
    return parameters.values().stream().filter(parameter -> parameter.alone).findFirst().orElse(null);
  }
}

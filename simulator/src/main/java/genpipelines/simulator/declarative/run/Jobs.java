package genpipelines.simulator.declarative.run;

import genpipelines.simulator.engine.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the options, triggers and parameters of a pipeline on its job. */
public final class Jobs {
  private static final Map<String, String> TYPES = Map.of("booleanParam", "boolean");
  private static final Map<String, String> CLASSES = Map.of("string", "hudson.model.StringParameterDefinition", "booleanParam",
      "hudson.model.BooleanParameterDefinition", "choice", "hudson.model.ChoiceParameterDefinition", "text",
      "hudson.model.TextParameterDefinition", "password", "hudson.model.PasswordParameterDefinition");

  private Jobs() {}

  public static void configure(List<?> properties, List<?> triggers, List<Map<String, Object>> parameters) {
    Run run = Run.current();
    if (properties != null) {
      run.build().properties.addAll(properties);
    }
    if (triggers != null) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put(CallWriter.SYMBOL, "pipelineTriggers");
      property.put("triggers", triggers);
      run.build().properties.add(property);
    }
    if (parameters != null) {
      run.build().declareParameters(declared(parameters));
    }
  }

  /** The first of two parameters with the same name counts. */
  private static List<Map<String, Object>> declared(List<Map<String, Object>> parameters) {
    List<Map<String, Object>> declared = new ArrayList<>();
    Set<Object> names = new LinkedHashSet<>();
    for (Map<String, Object> parameter : parameters) {
      Map<String, Object> one = declared(parameter);
      if (names.add(one.get("name"))) {
        declared.add(one);
      }
    }
    return declared;
  }

  private static Map<String, Object> declared(Map<String, Object> parameter) {
    String type = (String) parameter.get(CallWriter.SYMBOL);
    if (parameter.get("name") == null) {
      Map<String, Object> given = new LinkedHashMap<>(parameter);
      given.remove(CallWriter.SYMBOL);
      throw new IllegalArgumentException("Could not instantiate " + given + " for " + CLASSES.getOrDefault(type, type)
          + ": java.lang.reflect.InvocationTargetException: the parameter has no name");
    }
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", parameter.get("name").toString());
    one.put("type", TYPES.getOrDefault(type, type));
    one.put("default", parameter.get("defaultValue"));
    one.put("choices", choices(parameter.get("choices")));
    one.put("description", parameter.get("description"));
    return one;
  }

  private static List<String> choices(Object choices) {
    List<String> texts = new ArrayList<>();
    if (choices instanceof Iterable) {
      ((Iterable<?>) choices).forEach(choice -> texts.add(String.valueOf(choice)));
    } else if (choices != null) {
      texts.addAll(List.of(choices.toString().split("\n")));
    }
    return texts;
  }
}

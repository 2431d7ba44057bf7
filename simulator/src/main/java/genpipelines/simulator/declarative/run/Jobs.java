package genpipelines.simulator.declarative.run;

import genpipelines.simulator.engine.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Puts the options, triggers and parameters of a pipeline on its job. */
public final class Jobs {
  private static final Map<String, String> TYPES = Map.of("booleanParam", "boolean");
  private static final Map<String, String> CLASSES = Map.of("string", "hudson.model.StringParameterDefinition", "booleanParam",
      "hudson.model.BooleanParameterDefinition", "choice", "hudson.model.ChoiceParameterDefinition", "text",
      "hudson.model.TextParameterDefinition", "password", "hudson.model.PasswordParameterDefinition", "cron",
      "hudson.triggers.TimerTrigger", "pollSCM", "hudson.triggers.SCMTrigger");

  private Jobs() {}

  /**
   * Checks what can be made of triggers and parameters; Jenkins does so before anything of the pipeline runs, its post included.
   *
   * @throws IllegalArgumentException when a parameter has no name, or a time table can't be read
   */
  public static void check(List<Map<String, Object>> triggers, List<Map<String, Object>> parameters) {
    for (Map<String, Object> trigger : triggers == null ? List.<Map<String, Object>>of() : triggers) {
      Object table = trigger.getOrDefault("spec", trigger.get("scmpoll_spec"));
      String problem = table == null ? null : Cron.problem(table.toString());
      if (problem != null) {
        throw failed(trigger, problem);
      }
    }
    if (parameters != null) {
      declared(parameters);
    }
  }

  /** Puts everything on the job. */
  public static void configure(List<?> properties, List<?> triggers, List<Map<String, Object>> parameters) {
    Run run = Run.current();
    if (properties != null) {
      properties.forEach(property -> run.build().properties.add(shown(property)));
    }
    if (triggers != null) {
      run.build().properties.add(Map.of("pipelineTriggers", Map.of("triggers", shown(triggers))));
    }
    if (parameters != null) {
      run.build().declareParameters(declared(parameters));
    }
  }

  /** A value as the answer shows it: {@code {symbol: {argument: value}}}. */
  private static Object shown(Object value) {
    if (value instanceof UninstantiatedDescribable) {
      UninstantiatedDescribable described = (UninstantiatedDescribable) value;
      return Map.of(described.getSymbol(), shown(described.getArguments()));
    }
    if (value instanceof Map) {
      Map<String, Object> arguments = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((name, inner) -> arguments.put(String.valueOf(name), shown(inner)));
      Object symbol = arguments.remove(CallWriter.SYMBOL);
      return symbol == null ? arguments : Map.of(symbol.toString(), arguments);
    }
    if (value instanceof Iterable) {
      List<Object> list = new ArrayList<>();
      ((Iterable<?>) value).forEach(inner -> list.add(shown(inner)));
      return list;
    }
    return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
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
      throw failed(parameter, "the parameter has no name");
    }
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", parameter.get("name").toString());
    one.put("type", TYPES.getOrDefault(type, type));
    one.put("default", parameter.get("defaultValue"));
    one.put("choices", choices(parameter.get("choices")));
    one.put("description", parameter.get("description"));
    return one;
  }

  private static IllegalArgumentException failed(Map<String, Object> described, String reason) {
    Map<String, Object> given = new LinkedHashMap<>(described);
    String symbol = String.valueOf(given.remove(CallWriter.SYMBOL));
    return new IllegalArgumentException("Could not instantiate " + given + " for " + CLASSES.getOrDefault(symbol, symbol)
        + ": java.lang.reflect.InvocationTargetException: " + reason);
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

package genpipelines.simulator.declarative.run;

import genpipelines.simulator.engine.Run;
import groovy.lang.Closure;
import groovy.lang.GroovyObject;
import groovy.lang.MissingPropertyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Lists and maps that the interpreter hands to steps. */
public final class Names {
  private Names() {}

  /** Names of the options in the order of the file. */
  public static List<String> list(Map<String, ?> options) {
    return new ArrayList<>(options.keySet());
  }

  /** {@code NAME=value} for {@code withEnv}. */
  public static List<String> pairs(Map<String, ?> values) {
    List<String> pairs = new ArrayList<>();
    values.forEach((name, value) -> pairs.add(name + "=" + value));
    return pairs;
  }

  /** The value of a name as the script of a block sees it, else the parameter of that name, else null. */
  public static Object inScript(Closure<?> block, String name) {
    try {
      return ((GroovyObject) block.getThisObject()).getProperty(name);
    } catch (MissingPropertyException unknown) {
      return Run.current().build().parameters().get(name);
    }
  }

  /** The arguments of {@code input}. */
  public static Map<String, Object> question(Map<String, ?> description) {
    Map<String, Object> question = new LinkedHashMap<>(description);
    question.computeIfPresent("parameters", (name, parameters) -> described((List<?>) parameters));
    return question;
  }

  private static List<Object> described(List<?> parameters) {
    List<Object> described = new ArrayList<>();
    for (Object parameter : parameters) {
      Map<String, Object> arguments = new LinkedHashMap<>();
      ((Map<?, ?>) parameter).forEach((name, value) -> arguments.put(String.valueOf(name), value));
      described.add(new UninstantiatedDescribable(String.valueOf(arguments.remove(CallWriter.SYMBOL)), arguments));
    }
    return described;
  }

  /** What an answered {@code input} sets: each parameter, or the one that there is, or who answered. */
  public static Map<String, Object> answers(Map<String, ?> question, Object answer) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<?> parameters = question.get("parameters") == null ? List.of() : (List<?>) question.get("parameters");
    Object submitter = question.get("submitterParameter");
    if (answer instanceof Map) {
      ((Map<?, ?>) answer).forEach((name, value) -> values.put(String.valueOf(name), value));
    } else if (submitter != null) {
      values.put(submitter.toString(), answer);
    } else if (parameters.size() == 1) {
      values.put(String.valueOf(((Map<?, ?>) parameters.get(0)).get("name")), answer);
    }
    return values;
  }

  /**
   * Checks what only the start of a pipeline can tell of an agent.
   *
   * @throws IllegalArgumentException when its label is no text
   */
  public static void checkAgent(String type, Map<String, ?> options) {
    Object label = options.get("label");
    if (label != null && !(label instanceof CharSequence)) {
      String agent = "org.jenkinsci.plugins.pipeline.modeldefinition.agent.impl.Label";
      throw new IllegalArgumentException("Could not instantiate " + options + " for " + agent + ": java.lang.ClassCastException: " + agent
          + ".label expects class java.lang.String but received " + label.getClass());
    }
  }

  /** The conditions under which an agent is tried again: it was lost, or can't be resumed. */
  public static List<Object> agentConditions() {
    List<Object> conditions = new ArrayList<>();
    conditions.add(new UninstantiatedDescribable("agent", new LinkedHashMap<>()));
    conditions.add(new UninstantiatedDescribable("nonresumable", new LinkedHashMap<>()));
    return conditions;
  }

  /** The conditions under which a pod is tried again. */
  public static List<Object> podConditions() {
    List<Object> conditions = new ArrayList<>();
    Map<String, Object> others = new LinkedHashMap<>();
    others.put("handleNonKubernetes", true);
    conditions.add(new UninstantiatedDescribable("kubernetesAgent", others));
    conditions.add(new UninstantiatedDescribable("nonresumable", new LinkedHashMap<>()));
    return conditions;
  }

  /** The tag of an image that is built from a Dockerfile: the same file gives the same tag. */
  public static String imageTag(String dockerfile) {
    return Integer.toHexString((Run.current().build().fullName() + dockerfile).hashCode()) + ":declarative";
  }

  /** The options of a kubernetes agent that {@code podTemplate} takes. */
  public static Map<String, Object> podTemplate(Map<String, ?> options) {
    Map<String, Object> template = new LinkedHashMap<>();
    List<Object> containers = new ArrayList<>();
    options.forEach((name, value) -> {
      switch (name) {
        case "containerTemplate":
          containers.add(value);
          break;
        case "containerTemplates":
          containers.addAll((List<?>) value);
          break;
        case "customWorkspace": case "defaultContainer": case "image": case "inheritYamlMergeStrategy": case "labelExpression":
        case "retries": case "yamlFile":
          break;
        default:
          template.put(name, value);
      }
    });
    if (!containers.isEmpty()) {
      template.put("containers", containers);
    }
    return template;
  }
}

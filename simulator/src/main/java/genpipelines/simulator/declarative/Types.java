package genpipelines.simulator.declarative;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;

/** The types of parameters, and whether a literal fits one. */
public final class Types {
  /** The values of the option {@code durabilityHint}. */
  public enum Durability { PERFORMANCE_OPTIMIZED, SURVIVABLE_NONATOMIC, MAX_SURVIVABILITY }

  /** Stands for classes of Jenkins that no literal can be turned into, such as a source code manager. */
  public abstract static class JenkinsObject {
    private JenkinsObject() {}
  }

  private static final Map<String, Class<?>> NAMED = new HashMap<>();

  static {
    NAMED.put("text", String.class);
    NAMED.put("int", int.class);
    NAMED.put("long", long.class);
    NAMED.put("float", float.class);
    NAMED.put("boolean", boolean.class);
    NAMED.put("Boolean", Boolean.class);
    NAMED.put("list", List.class);
    NAMED.put("map", Map.class);
    NAMED.put("any", Object.class);
    NAMED.put("object", JenkinsObject.class);
    NAMED.put("TimeUnit", TimeUnit.class);
    NAMED.put("Durability", Durability.class);
  }

  private Types() {}

  static Class<?> named(String name) {
    Class<?> type = NAMED.get(name);
    if (type == null) {
      throw new IllegalArgumentException("no such type: " + name);
    }
    return type;
  }

  /**
   * Whether the validator lets a literal pass for a parameter. Groovy's own cast decides, but texts, numbers and booleans don't stand for
   * each other: at run time they would be refused.
   */
  public static boolean fits(Object literal, Class<?> type) {
    if (type == String.class && (literal instanceof Integer || literal instanceof Boolean)) {
      return false;
    }
    if (type == int.class && (literal instanceof String || literal instanceof Boolean)) {
      return false;
    }
    try {
      ScriptBytecodeAdapter.castToType(literal, type);
      return true;
    } catch (Throwable refused) { // Groovy casts declare Throwable
      return false;
    }
  }

  /** How a message calls a type. */
  public static String describe(Class<?> type) {
    if (type == String.class) {
      return "a text";
    }
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == float.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == List.class) {
      return "a list";
    }
    if (type == Map.class) {
      return "a map";
    }
    return type != null && type.isEnum() ? "one of " + List.of(type.getEnumConstants()) : "an object";
  }
}

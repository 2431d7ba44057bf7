package genpipelines.simulator.steps;

import groovy.lang.Closure;
import groovy.lang.GString;
import hudson.model.Result;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.kohsuke.stapler.NoStaplerConstructorException;

/** Arguments of a call, brought into the shape the step declares, with the errors of the controller. */
final class Arguments {
  final Map<String, Object> named = new LinkedHashMap<>();
  Closure<?> body;

  /** Sorts what a script passed: named arguments, a single value, a body. */
  static Arguments sort(Signature s, Object passed) {
    Arguments result = new Arguments();
    List<Object> list = new ArrayList<>(Arrays.asList(InvokerHelper.asArray(passed)));
    if (s.name.equals("parallel")) {
      result.named.putAll(list.isEmpty() ? Map.of() : names((Map<?, ?>) list.get(0)));
      return result;
    }
    if (!list.isEmpty() && s.mayTakeBody && list.get(list.size() - 1) instanceof Closure) {
      result.body = (Closure<?>) list.remove(list.size() - 1);
    }
    if (list.size() > 1) {
      throw new IllegalArgumentException("Expected named arguments but got " + InvokerHelper.asList(passed));
    }
    if (!list.isEmpty()) {
      result.single(s, list.get(0));
    }
    return result;
  }

  private void single(Signature s, Object value) {
    if (value instanceof Map && !isValueOfSole(s, (Map<?, ?>) value)) {
      named.putAll(names((Map<?, ?>) value));
    } else if (s.sole() != null) {
      named.put(s.sole(), value);
    } else if (value != null) {
      throw new IllegalArgumentException("Expected named arguments but got " + value);
    }
  }

  /** A map for a step with one parameter is that parameter's value unless it names it; so is always one with a `$class`. */
  private static boolean isValueOfSole(Signature s, Map<?, ?> map) {
    return s.sole() != null && map.containsKey("$class") || s.parameters.size() == 1 && !map.containsKey(s.sole()) && !map.isEmpty();
  }

  private static Map<String, Object> names(Map<?, ?> map) {
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((k, v) -> named.put(String.valueOf(k), v));
    return named;
  }

  /** Converts each value to its declared type. */
  void coerce(Signature s) {
    for (Map.Entry<String, Object> e : named.entrySet()) {
      Signature.Parameter p = s.parameters.get(e.getKey());
      if (p == null) {
        continue;
      }
      try {
        e.setValue(coerce(s, p, e.getValue()));
      } catch (UndeclaredThrowableException problem) {
        throw instantiation(s, "java.lang.reflect.InvocationTargetException");
      } catch (RuntimeException problem) {
        throw instantiation(s, problem.getClass().getName() + ": " + problem.getMessage());
      }
    }
  }

  /** The error of the controller when a step cannot be made from its arguments. */
  IllegalArgumentException instantiation(Signature s, String reason) {
    return new IllegalArgumentException("Could not instantiate " + named + " for " + s.type + ": " + reason);
  }

  private static Object coerce(Signature s, Signature.Parameter p, Object value) {
    Object v = value instanceof GString ? value.toString() : value;
    if (v == null) {
      return null;
    }
    String owner = s.type + "." + p.name;
    switch (p.type) {
      case "text": return text(owner, v);
      case "result": return result(owner, v);
      case "int": case "long": return number(owner, p.type, v);
      case "bool": return bool(owner, v);
      case "unit": return unit(v);
      case "texts": return texts(owner, v);
      case "list": return v instanceof List ? v : new ArrayList<>(List.of(v));
      default: return v;
    }
  }

  private static Object text(String owner, Object v) {
    if (v instanceof String) {
      return v;
    }
    if (v instanceof Map && v.getClass().getName().startsWith("java.util.")) {
      throw new NoStaplerConstructorException("There's no @DataBoundConstructor on any constructor of class java.lang.String");
    }
    throw new ClassCastException(owner + " expects class java.lang.String but received " + v.getClass());
  }

  private static Object result(String owner, Object v) {
    if (!Result.isName(text(owner, v).toString())) {
      throw new UndeclaredThrowableException(null, v + " is not a valid result");
    }
    return v;
  }

  private static Object number(String owner, String type, Object v) {
    if (v instanceof Number) {
      return type.equals("int") ? (Object) ((Number) v).intValue() : (Object) ((Number) v).longValue();
    }
    String wanted = type.equals("int") ? "class java.lang.Integer" : "class java.lang.Long";
    try {
      return type.equals("int") ? (Object) Integer.valueOf(v.toString()) : (Object) Long.valueOf(v.toString());
    } catch (NumberFormatException e) {
      throw new ClassCastException(owner + " expects " + wanted + " but was unable to coerce the received value \"" + v + "\" to that type");
    }
  }

  private static Object bool(String owner, Object v) {
    if (v instanceof Boolean) {
      return v;
    }
    if (v instanceof String) {
      return Boolean.valueOf((String) v);
    }
    throw new ClassCastException(owner + " expects class java.lang.Boolean but received " + v.getClass());
  }

  private static Object unit(Object v) {
    return java.util.concurrent.TimeUnit.valueOf(v.toString()).name();
  }

  private static Object texts(String owner, Object v) {
    if (v instanceof Map) {
      throw new UnsupportedOperationException("must specify $class with an implementation of interface java.util.List");
    }
    if (!(v instanceof List)) {
      throw new ClassCastException(owner + " expects java.util.List<java.lang.String> but received " + v.getClass());
    }
    List<Object> list = new ArrayList<>();
    for (Object o : (List<?>) v) {
      list.add(o instanceof GString ? o.toString() : text(owner, o));
    }
    return list;
  }
}

package genpipelines.simulator.engine;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the variable through which a program reaches an object that cannot be saved. */
final class Culprit {
  private static final int FAR_ENOUGH = 50_000;

  private final ArrayDeque<Object[]> open = new ArrayDeque<>();
  private final Map<Object, Boolean> seen = new IdentityHashMap<>();

  private Culprit() {
  }

  /** A sentence that names the variable and the step that waits, for example `in local m, while sleep waits at Jenkinsfile:3`. */
  static String find(Run run, String type) {
    for (Fiber f : run.fibers()) {
      String path = new Culprit().search(f.program, type);
      if (path != null) {
        String where = Lines.places(f.stack()).stream().limit(1).map(p -> " at " + p.get("file") + ":" + p.get("line"))
          .collect(Collectors.joining());
        return type + " in " + path + (f.call == null ? "" : ", while step " + f.call.name + " waits" + where);
      }
    }
    String path = new Culprit().search(run.scriptVariables().getVariables(), type);
    return type + " in " + (path == null ? "the saved program" : "script variable " + path);
  }

  private String search(Object root, String type) {
    push(root, "");
    for (int i = 0; i < FAR_ENOUGH && !open.isEmpty(); i++) {
      Object[] next = open.poll();
      if (next[0].getClass().getName().equals(type) && !(next[0] instanceof Serializable)) {
        return (String) next[1];
      }
      expand(next[0], (String) next[1]);
    }
    return null;
  }

  private void push(Object o, String path) {
    if (o != null && !(o instanceof Class) && !(o instanceof String) && !(o instanceof Number) && seen.put(o, true) == null) {
      open.add(new Object[] {o, path});
    }
  }

  private void expand(Object o, String path) {
    if (o instanceof Map) {
      ((Map<?, ?>) o).forEach((k, v) -> push(v, key(path, k)));
    } else if (o instanceof Iterable) {
      int i = 0;
      for (Object v : (Iterable<?>) o) {
        push(v, path + "[" + i++ + "]");
      }
    } else if (o instanceof Object[]) {
      for (int i = 0; i < ((Object[]) o).length; i++) {
        push(((Object[]) o)[i], path + "[" + i + "]");
      }
    } else if (o instanceof Map.Entry) {
      push(((Map.Entry<?, ?>) o).getValue(), path + ".value");
    } else {
      fields(o, path);
    }
  }

  private static String key(String path, Object k) {
    return path.endsWith("local ") || path.isEmpty() ? path + k : path + "." + k;
  }

  private void fields(Object o, String path) {
    for (Class<?> c = o.getClass(); c != null && !c.getName().startsWith("java."); c = c.getSuperclass()) {
      for (Field f : c.getDeclaredFields()) {
        if (Modifier.isStatic(f.getModifiers()) || Modifier.isTransient(f.getModifiers()) || f.getType().isPrimitive()) {
          continue;
        }
        try {
          f.setAccessible(true);
          push(f.get(o), name(c, f, path));
        } catch (ReflectiveOperationException | RuntimeException e) {
          continue;
        }
      }
    }
  }

  /** Inside the CPS library only names of locals mean something to a person. */
  private static String name(Class<?> owner, Field f, String path) {
    if (owner.getName().startsWith("com.cloudbees.groovy.cps.")) {
      return f.getName().equals("locals") ? "local " : path;
    }
    return path.isEmpty() ? f.getName() : path + "." + f.getName();
  }
}

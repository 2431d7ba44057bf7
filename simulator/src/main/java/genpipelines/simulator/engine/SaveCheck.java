package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.Block;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.cps.CpsScript;

/**
 * A quick look whether a program can be saved: visits what serialization would write, without writing it. What it doubts is
 * then really written; what it passes is what a controller would save.
 */
final class SaveCheck {
  private static final ClassValue<Plan> PLANS = new ClassValue<>() {
    @Override
    protected Plan computeValue(Class<?> type) {
      return Plan.of(type);
    }
  };

  private final ArrayDeque<Object> open = new ArrayDeque<>();
  private final Map<Class<?>, Plan> plans = new IdentityHashMap<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>(2048));

  private SaveCheck() {
  }

  /** False when something is found that looks as if it could not be saved. */
  static boolean passes(Object root) {
    SaveCheck check = new SaveCheck();
    check.push(root);
    while (!check.open.isEmpty()) {
      if (!check.visit(check.open.poll())) {
        return false;
      }
    }
    return true;
  }

  private void push(Object o) {
    if (o != null && plan(o) != Plan.LEAF && seen.add(o)) {
      open.add(o);
    }
  }

  /** Nearer at hand than a ClassValue, whose small table many classes share. */
  private Plan plan(Object o) {
    return plans.computeIfAbsent(o.getClass(), PLANS::get);
  }

  private boolean visit(Object o) {
    Plan plan = plan(o);
    if (plan == Plan.REFUSED) {
      return false;
    }
    if (o instanceof Object[]) {
      for (Object element : (Object[]) o) {
        push(element);
      }
    } else if (plan.isJava && o instanceof Map) {
      ((Map<?, ?>) o).forEach((k, v) -> {
        push(k);
        push(v);
      });
    } else if (plan.isJava && o instanceof Map.Entry) {
      push(((Map.Entry<?, ?>) o).getKey());
      push(((Map.Entry<?, ?>) o).getValue());
    } else if (plan.isJava && o instanceof Collection) {
      ((Collection<?>) o).forEach(this::push);
    } else {
      fields(o, plan);
    }
    return true;
  }

  private void fields(Object o, Plan plan) {
    if (o instanceof CpsScript) {
      push(((CpsScript) o).getBinding());
    }
    if (o instanceof Throwable) {
      push(((Throwable) o).getCause());
      push(((Throwable) o).getSuppressed());
    }
    for (Field f : plan.fields) {
      try {
        push(f.get(o));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** How objects of a class are visited. */
  private static final class Plan {
    static final Plan LEAF = new Plan(List.of(), true);
    static final Plan REFUSED = new Plan(List.of(), true);

    private final Field[] fields;
    /** A class of Java or Guava, visited through its interface. */
    private final boolean isJava;

    private Plan(List<Field> fields, boolean isJava) {
      this.fields = fields.toArray(new Field[0]);
      this.isJava = isJava;
    }

    static Plan of(Class<?> type) {
      boolean java = type.getName().startsWith("java.") || type.getName().startsWith("com.google.common.");
      if (type.isArray()) {
        return type.getComponentType().isPrimitive() || type == Class[].class || type == String[].class ? LEAF : new Plan(List.of(), true);
      }
      if (!Serializable.class.isAssignableFrom(type)) {
        return REFUSED;
      }
      boolean container = Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type) || Map.Entry.class.isAssignableFrom(type);
      if (java && container) {
        return new Plan(List.of(), true);
      }
      boolean code = Block.class.isAssignableFrom(type) && type.getName().startsWith("com.cloudbees.groovy.cps.impl.");
      return java && !Throwable.class.isAssignableFrom(type) || type.isEnum() || code || type == Request.class ? LEAF : new Plan(saved(type), false);
    }

    /** Fields that serialization writes; those of Java's own super classes hold nothing of the pipeline. */
    private static List<Field> saved(Class<?> type) {
      List<Field> fields = new ArrayList<>();
      for (Class<?> c = type; c != null && !c.getName().startsWith("java."); c = c.getSuperclass()) {
        for (Field f : c.getDeclaredFields()) {
          if (!Modifier.isStatic(f.getModifiers()) && !Modifier.isTransient(f.getModifiers()) && !f.getType().isPrimitive()
            && Serializable.class.isAssignableFrom(c)) {
            f.setAccessible(true);
            fields.add(f);
          }
        }
      }
      return fields;
    }
  }
}

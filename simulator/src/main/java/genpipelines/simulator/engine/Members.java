package genpipelines.simulator.engine;

import groovy.lang.GString;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.codehaus.groovy.reflection.ReflectionCache;

/** Finds the member that a dynamic call means, from the most general type that declares it downwards. */
final class Members {
  private static final Map<Class<?>, Map<String, List<Method>>> METHODS = new ConcurrentHashMap<>();
  private static final Map<Class<?>, List<Class<?>>> TYPES = new ConcurrentHashMap<>();

  private Members() {
  }

  static Method method(Object receiver, String name, Object[] args) {
    for (Class<?> type : types(receiver.getClass())) {
      Method found = best(methods(type, name, false), args);
      if (found != null) {
        return found;
      }
    }
    return receiver instanceof GString ? method(receiver.toString(), name, args) : null;
  }

  static Method staticMethod(Class<?> type, String name, Object[] args) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      Method found = best(methods(c, name, true), args);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  static Constructor<?> constructor(Class<?> type, Object[] args) {
    return best(Arrays.asList(type.getDeclaredConstructors()), args);
  }

  static Field field(Class<?> type, String name, boolean isStatic) {
    for (Class<?> c : types(type)) {
      for (Field f : c.getDeclaredFields()) {
        if (f.getName().equals(name) && Modifier.isStatic(f.getModifiers()) == isStatic) {
          return f;
        }
      }
    }
    return null;
  }

  /** Super types first, so that the most general declaration decides. */
  private static List<Class<?>> types(Class<?> type) {
    return type.getClassLoader() == null ? TYPES.computeIfAbsent(type, Members::collect) : collect(type);
  }

  private static List<Class<?>> collect(Class<?> type) {
    Set<Class<?>> found = new LinkedHashSet<>();
    visit(found, type);
    return new ArrayList<>(found);
  }

  private static void visit(Set<Class<?>> found, Class<?> type) {
    if (type.getSuperclass() != null) {
      visit(found, type.getSuperclass());
    }
    for (Class<?> i : type.getInterfaces()) {
      visit(found, i);
    }
    found.add(type);
  }

  /** Methods of a name; kept for classes that outlive a build. */
  private static List<Method> methods(Class<?> type, String name, boolean isStatic) {
    if (type.getClassLoader() != null && type.getClassLoader() != Members.class.getClassLoader()) {
      return find(type, name, isStatic);
    }
    return METHODS.computeIfAbsent(type, t -> new ConcurrentHashMap<>())
      .computeIfAbsent(isStatic ? "static " + name : name, n -> find(type, name, isStatic));
  }

  private static List<Method> find(Class<?> type, String name, boolean isStatic) {
    List<Method> found = Arrays.stream(type.getDeclaredMethods())
      .filter(m -> m.getName().equals(name) && Modifier.isStatic(m.getModifiers()) == isStatic).collect(Collectors.toList());
    if (found.size() > 1 && type.getName().startsWith("org.codehaus.groovy.runtime.")) {
      found.sort(FileOrder.of(type));
    }
    return found;
  }

  private static <E extends Executable> E best(List<E> candidates, Object[] args) {
    E best = null;
    for (E e : candidates) {
      if (matches(e, args) && (best == null || isMoreSpecific(e, best))) {
        best = e;
      }
    }
    return best;
  }

  private static boolean matches(Executable e, Object[] args) {
    Class<?>[] types = e.getParameterTypes();
    if (types.length == args.length && accepts(types, args)) {
      return true;
    }
    if (!e.isVarArgs() || args.length < types.length - 1) {
      return false;
    }
    for (int i = 0; i < args.length; i++) {
      Class<?> type = i < types.length - 1 ? types[i] : types[types.length - 1].getComponentType();
      if (!accepts(type, args[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean accepts(Class<?>[] types, Object[] args) {
    for (int i = 0; i < types.length; i++) {
      if (!accepts(types[i], args[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean accepts(Class<?> type, Object arg) {
    if (arg == null) {
      return !type.isPrimitive();
    }
    if (type.isInstance(arg) || (type == String.class && arg instanceof GString)) {
      return true;
    }
    return type.isPrimitive() && ReflectionCache.getCachedClass(type).isAssignableFrom(arg.getClass());
  }

  private static boolean isMoreSpecific(Executable more, Executable less) {
    if (more.isVarArgs() != less.isVarArgs()) {
      return less.isVarArgs();
    }
    Class<?>[] a = more.getParameterTypes();
    Class<?>[] b = less.getParameterTypes();
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      Class<?> own = ReflectionCache.autoboxType(a[i]);
      Class<?> other = ReflectionCache.autoboxType(b[i]);
      if (own.isAssignableFrom(other)) {
        return false; // also when they are equal: the controller's choice, which rejections show
      }
      if (other.isAssignableFrom(own)) {
        return true;
      }
    }
    return more.toString().compareTo(less.toString()) > 0;
  }
}

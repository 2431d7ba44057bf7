package genpipelines.simulator.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The members that sandboxed code may use, from {@code sandbox.txt}; decided by the class that declares the member. */
final class AllowList {
  static final AllowList INSTANCE = read();

  private final Map<String, Set<String>> members = new HashMap<>();

  private static AllowList read() {
    AllowList list = new AllowList();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(
        AllowList.class.getResourceAsStream("sandbox.txt"), StandardCharsets.UTF_8))) {
      in.lines().filter(l -> !l.startsWith("#") && l.contains(":")).forEach(list::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return list;
  }

  private void add(String line) {
    int colon = line.indexOf(':');
    Set<String> names = members.computeIfAbsent(line.substring(0, colon), c -> new HashSet<>());
    names.addAll(Arrays.asList(line.substring(colon + 1).trim().split("\\s+")));
  }

  boolean permits(Method method) {
    return permits(method.getDeclaringClass(), method.getName(), method.getParameterTypes());
  }

  boolean permits(Constructor<?> constructor) {
    return permits(constructor.getDeclaringClass(), "new", constructor.getParameterTypes());
  }

  boolean permits(Field field) {
    Set<String> names = members.getOrDefault(field.getDeclaringClass().getName(), Set.of());
    return names.contains("*") || names.contains("." + field.getName());
  }

  private boolean permits(Class<?> type, String name, Class<?>[] parameters) {
    Set<String> names = members.get(type.getName());
    return names != null && (names.contains("*") || names.contains(name) || names.contains(name + "(" + types(parameters) + ")"));
  }

  static String types(Class<?>[] parameters) {
    return Arrays.stream(parameters).map(Class::getSimpleName).collect(Collectors.joining(","));
  }

  /** A member as a rejection names it, such as {@code method java.util.List get int}. */
  static String describe(AccessibleObject member) {
    if (member instanceof Method) {
      Method m = (Method) member;
      boolean isStatic = java.lang.reflect.Modifier.isStatic(m.getModifiers());
      return (isStatic ? "staticMethod " : "method ") + m.getDeclaringClass().getName() + " " + m.getName() + names(m.getParameterTypes());
    }
    if (member instanceof Constructor) {
      Constructor<?> c = (Constructor<?>) member;
      return "new " + c.getDeclaringClass().getName() + names(c.getParameterTypes());
    }
    Field f = (Field) member;
    boolean isStatic = java.lang.reflect.Modifier.isStatic(f.getModifiers());
    return (isStatic ? "staticField " : "field ") + f.getDeclaringClass().getName() + " " + f.getName();
  }

  private static String names(Class<?>[] parameters) {
    return Arrays.stream(parameters).map(p -> " " + p.getCanonicalName()).collect(Collectors.joining());
  }
}

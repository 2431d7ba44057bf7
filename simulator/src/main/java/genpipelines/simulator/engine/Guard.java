package genpipelines.simulator.engine;

import groovy.lang.Closure;
import groovy.lang.GroovyObject;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.codehaus.groovy.runtime.DateGroovyMethods;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.DefaultGroovyStaticMethods;
import org.codehaus.groovy.runtime.EncodingGroovyMethods;
import org.codehaus.groovy.runtime.MetaClassHelper;
import org.codehaus.groovy.runtime.ProcessGroovyMethods;
import org.codehaus.groovy.runtime.ResourceGroovyMethods;
import org.codehaus.groovy.runtime.StringGroovyMethods;
import org.jenkinsci.plugins.scriptsecurity.sandbox.RejectedAccessException;
import org.jenkinsci.plugins.workflow.cps.CpsClosure2;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.EnvActionImpl;
import org.kohsuke.groovy.sandbox.GroovyInterceptor;

@SuppressWarnings("rawtypes")
/** The sandbox: lets untrusted code use its own classes, steps, globals, and what the allow-list names; refuses the rest. */
final class Guard extends GroovyInterceptor {
  private static final List<Class<?>> EXTENSIONS = List.of(DefaultGroovyMethods.class, DateGroovyMethods.class,
    StringGroovyMethods.class, EncodingGroovyMethods.class, ProcessGroovyMethods.class, ResourceGroovyMethods.class);
  private static final List<String> OPERATORS = List.of("plus", "minus", "multiply", "div", "mod", "intdiv", "power", "compareTo", "and",
    "or", "xor", "leftShift", "rightShift", "rightShiftUnsigned", "unaryMinus", "unaryPlus", "negative", "positive", "abs", "next", "previous");
  private static final Object[] NONE = {};

  @Override
  public Object onMethodCall(Invoker invoker, Object receiver, String name, Object... args) throws Throwable {
    Method m = Members.method(receiver, name, args);
    if (m == null) {
      checkExtension(receiver, name, args);
      return super.onMethodCall(invoker, receiver, name, args);
    }
    if (!permits(m, receiver)) {
      throw reject(AllowList.describe(m) + dynamicCall(receiver, name, args));
    }
    return super.onMethodCall(invoker, receiver, name, args);
  }

  private void checkExtension(Object receiver, String name, Object[] args) {
    AccessibleObject refused = null;
    for (Class<?> extension : EXTENSIONS) {
      Method m = Members.staticMethod(extension, name, with(receiver, args));
      if (m != null && AllowList.INSTANCE.permits(m)) {
        return;
      }
      refused = refused == null ? m : refused;
    }
    boolean arithmetic = receiver instanceof Number && (refused == null || OPERATORS.contains(name));
    if (arithmetic || receiver instanceof String && name.equals("plus")) {
      return;
    }
    if (receiver instanceof GroovyObject) {
      Object[] dynamic = {name, args};
      Method m = Members.method(receiver, "invokeMethod", dynamic);
      if (isOpen(receiver) || (m != null && isOwn(m.getDeclaringClass()))) {
        return;
      }
      if (refused == null) {
        throw reject("method groovy.lang.GroovyObject invokeMethod java.lang.String java.lang.Object"
          + dynamicCall(receiver, "invokeMethod", dynamic));
      }
    }
    if (receiver instanceof Map && ((Map<?, ?>) receiver).get(name) instanceof Closure) {
      return;
    }
    if (refused != null) {
      throw reject(AllowList.describe(refused));
    }
    throw new MissingMethodException(name, receiver.getClass(), args);
  }

  private static String dynamicCall(Object receiver, String name, Object[] args) {
    if (!name.equals("invokeMethod") || args.length != 2 || !(args[1] instanceof Object[])) {
      return "";
    }
    return " (" + receiver.getClass().getName() + " " + args[0] + Arrays.stream((Object[]) args[1])
      .map(a -> " " + (a == null ? "null" : a.getClass().getName())).collect(Collectors.joining()) + ")";
  }

  @Override
  public Object onStaticCall(Invoker invoker, Class receiver, String name, Object... args) throws Throwable {
    if (EngineInvoker.isClock(receiver, name)) {
      return Run.current().now();
    }
    Method m = Members.staticMethod(receiver, name, args);
    if (m == null) {
      Method extension = Members.staticMethod(DefaultGroovyStaticMethods.class, name, with(null, args));
      throw extension == null ? new MissingMethodException(name, receiver, args) : reject(AllowList.describe(extension));
    }
    if (!permits(m, null)) {
      throw reject(AllowList.describe(m));
    }
    return super.onStaticCall(invoker, receiver, name, args);
  }

  @Override
  public Object onNewInstance(Invoker invoker, Class receiver, Object... args) throws Throwable {
    checkConstructor(receiver, args);
    return EngineInvoker.isNow(receiver, args) ? new Date(Run.current().now()) : super.onNewInstance(invoker, receiver, args);
  }

  @Override
  public void onSuperConstructor(Invoker invoker, Class receiver, Object... args) throws Throwable {
    checkConstructor(receiver, args);
    super.onSuperConstructor(invoker, receiver, args);
  }

  private void checkConstructor(Class<?> type, Object[] args) {
    if (isOwn(type) || type.getName().equals("org.codehaus.groovy.runtime.GStringImpl") && args.length == 2 && args[0] instanceof Object[]) {
      return;
    }
    Constructor<?> c = Members.constructor(type, args);
    if (c == null) {
      throw new SecurityException("Unable to find constructor: new " + type.getName() + Arrays.stream(args)
        .map(a -> " " + (a == null ? "null" : a.getClass().getCanonicalName())).collect(Collectors.joining()));
    }
    if (!AllowList.INSTANCE.permits(c)) {
      throw reject(AllowList.describe(c));
    }
  }

  @Override
  public Object onGetProperty(Invoker invoker, Object receiver, String property) throws Throwable {
    MissingPropertyException missing = null;
    if (receiver instanceof Script) {
      if (((Script) receiver).getBinding().hasVariable(property)) {
        return super.onGetProperty(invoker, receiver, property);
      }
      missing = new MissingPropertyException(property, groovy.lang.Binding.class);
    }
    checkProperty(receiver, property, missing);
    return super.onGetProperty(invoker, receiver, property);
  }

  private void checkProperty(Object receiver, String property, MissingPropertyException missing) {
    if (receiver.getClass().isArray() && property.equals("length") || isOpenProperty(receiver, property)) {
      return;
    }
    List<AccessibleObject> found = candidates(receiver, property, "get", NONE);
    for (AccessibleObject member : found) {
      if (permits(member, receiver)) {
        return;
      }
    }
    if (missing != null) {
      throw missing;
    }
    if (!found.isEmpty()) {
      throw reject(AllowList.describe(found.get(0)));
    }
    if (receiver instanceof GroovyObject) {
      Method m = Members.method(receiver, "getProperty", new Object[] {property});
      if (isOwn(m.getDeclaringClass())) {
        return;
      }
      throw reject(AllowList.describe(m) + " (" + receiver.getClass().getName() + "." + property + ")");
    }
    throw reject("unclassified field " + (receiver instanceof Class ? ((Class<?>) receiver).getName() : receiver.getClass().getName())
      + " " + property);
  }

  /** Accessors and fields that the property may mean, the likeliest first. */
  private static List<AccessibleObject> candidates(Object receiver, String property, String verb, Object[] args) {
    List<AccessibleObject> found = new ArrayList<>();
    String accessor = verb + MetaClassHelper.capitalize(property);
    String question = "is" + MetaClassHelper.capitalize(property);
    add(found, Members.method(receiver, accessor, args));
    if (args.length == 0) {
      Method is = Members.method(receiver, question, args);
      add(found, is != null && is.getReturnType() == boolean.class ? is : null);
    }
    for (Class<?> extension : EXTENSIONS) {
      add(found, Members.staticMethod(extension, accessor, with(receiver, args)));
    }
    add(found, Members.field(receiver.getClass(), property, false));
    if (receiver instanceof Class) {
      add(found, Members.staticMethod((Class<?>) receiver, accessor, args));
      add(found, Members.field((Class<?>) receiver, property, true));
    } else {
      add(found, Members.field(receiver.getClass(), property, true));
    }
    return found;
  }

  private static void add(List<AccessibleObject> found, AccessibleObject member) {
    if (member != null) {
      found.add(member);
    }
  }

  @Override
  public Object onSetProperty(Invoker invoker, Object receiver, String property, Object value) throws Throwable {
    if (receiver instanceof Script || receiver instanceof EnvActionImpl || isOpen(receiver)) {
      return super.onSetProperty(invoker, receiver, property, value);
    }
    List<AccessibleObject> found = candidates(receiver, property, "set", new Object[] {value});
    for (AccessibleObject member : found) {
      if (permits(member, receiver)) {
        return super.onSetProperty(invoker, receiver, property, value);
      }
    }
    if (receiver instanceof GroovyObject && found.isEmpty() && isOwn(receiver.getClass())) {
      throw reject("method groovy.lang.GroovyObject setProperty java.lang.String java.lang.Object ("
        + receiver.getClass().getName() + "." + property + ")");
    }
    throw found.isEmpty() ? reject("unclassified field " + receiver.getClass().getName() + " " + property)
      : reject(AllowList.describe(found.get(0)));
  }

  @Override
  public Object onGetAttribute(Invoker invoker, Object receiver, String attribute) throws Throwable {
    checkAttribute(receiver, attribute);
    return super.onGetAttribute(invoker, receiver, attribute);
  }

  @Override
  public Object onSetAttribute(Invoker invoker, Object receiver, String attribute, Object value) throws Throwable {
    checkAttribute(receiver, attribute);
    return super.onSetAttribute(invoker, receiver, attribute, value);
  }

  private void checkAttribute(Object receiver, String attribute) {
    Field f = Members.field(receiver.getClass(), attribute, false);
    f = f == null ? Members.field(receiver instanceof Class ? (Class<?>) receiver : receiver.getClass(), attribute, true) : f;
    if (f == null || !permits(f, receiver)) {
      throw reject(f == null ? "unclassified field " + receiver.getClass().getName() + " " + attribute : AllowList.describe(f));
    }
  }

  @Override
  public Object onGetArray(Invoker invoker, Object receiver, Object index) throws Throwable {
    if (!receiver.getClass().isArray() || !(index instanceof Integer)) {
      checkIndexed(receiver, "getAt", new Object[] {index});
    }
    return super.onGetArray(invoker, receiver, index);
  }

  @Override
  public Object onSetArray(Invoker invoker, Object receiver, Object index, Object value) throws Throwable {
    if (!receiver.getClass().isArray() || !(index instanceof Integer)) {
      checkIndexed(receiver, "putAt", new Object[] {index, value});
    }
    return super.onSetArray(invoker, receiver, index, value);
  }

  private void checkIndexed(Object receiver, String name, Object[] args) {
    Method m = Members.method(receiver, name, args);
    if (m == null) {
      checkExtension(receiver, name, args);
    } else if (!permits(m, receiver)) {
      throw reject(AllowList.describe(m));
    }
  }

  private static boolean permits(AccessibleObject member, Object receiver) {
    if (member instanceof Method) {
      Method m = (Method) member;
      return isOwn(m.getDeclaringClass()) || isEngine(m) || AllowList.INSTANCE.permits(m)
        || (receiver != null && isOpen(receiver) && m.getDeclaringClass() == GroovyObject.class)
        || (receiver instanceof CpsScript && isScriptMethod(m))
        || (receiver instanceof EnvActionImpl && List.of("getProperty", "setProperty").contains(m.getName()));
    }
    Field f = (Field) member;
    return isOwn(f.getDeclaringClass()) || AllowList.INSTANCE.permits(f);
  }

  /** Classes of the pipeline and its libraries. */
  private static boolean isOwn(Class<?> type) {
    return type.getClassLoader() == Run.current().program().loader();
  }

  /** Members that the transformers themselves write into code. */
  private static boolean isEngine(Method m) {
    String type = m.getDeclaringClass().getName();
    return type.equals("org.kohsuke.groovy.sandbox.impl.Checker") && m.getName().equals("checkedCast")
      || m.getDeclaringClass() == Spread.class || m.getDeclaringClass() == CpsClosure2.class
      || type.equals("org.codehaus.groovy.runtime.ScriptBytecodeAdapter")
      || type.startsWith("com.cloudbees.groovy.cps.");
  }

  private static boolean isScriptMethod(Method m) {
    return List.of("println", "print", "printf", "evaluate", "sleep", "run", "invokeMethod", "getProperty", "setProperty")
      .contains(m.getName());
  }

  /** Objects that answer to any name: scripts and the globals of the controller. */
  private static boolean isOpen(Object receiver) {
    return receiver instanceof CpsScript || receiver instanceof OpenObject;
  }

  private static boolean isOpenProperty(Object receiver, String property) {
    return receiver instanceof EnvActionImpl || receiver instanceof OpenObject && !property.equals("class") && !property.equals("metaClass")
      || receiver instanceof CpsScript && (Run.current().globals().has(property) || Run.current().variable(property) != null)
      || receiver instanceof Closure && List.of("delegate", "resolveStrategy", "owner", "thisObject").contains(property);
  }

  private static Object[] with(Object receiver, Object[] args) {
    Object[] all = new Object[args.length + 1];
    all[0] = receiver;
    System.arraycopy(args, 0, all, 1, args.length);
    return all;
  }

  private static RejectedAccessException reject(String member) {
    String message = "Scripts not permitted to use " + member;
    Run.current().console().system(message + ". Administrators can decide whether to approve or reject this signature.");
    return new RejectedAccessException(message);
  }
}

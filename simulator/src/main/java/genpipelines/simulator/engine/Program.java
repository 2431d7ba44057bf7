package genpipelines.simulator.engine;

import genpipelines.simulator.declarative.KnownPlugins;
import groovy.lang.Binding;
import groovy.lang.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.runtime.InvokerHelper;

/** The classes of one build, defined anew for it so that no static state of another build is seen; only the engine's own are shared. */
public final class Program {
  private static final Loader ENGINE = new Loader(Program.class.getClassLoader());

  static {
    ENGINE.bytes.putAll(Library.DECLARATIVE.classes(Program.class.getClassLoader()));
  }

  private final boolean sandbox;
  private final KnownPlugins known;
  private final List<Library> libraries = new ArrayList<>();
  private final Loader loader = new Loader(ENGINE);
  /** Texts compiled for this build, the Jenkinsfile first: a restart compiles them again. */
  private final List<String> texts = new ArrayList<>();

  Program(Request request) {
    sandbox = request.flag("sandbox", true);
    known = KnownPlugins.of(request.get("plugins"), request.get("tools"));
  }

  /** Defines classes from bytes on demand. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> bytes = new LinkedHashMap<>();

    Loader(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] b = bytes.get(name);
      if (b == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, b, 0, b.length);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (bytes.containsKey(name)) {
        Class<?> c = findLoadedClass(name);
        return c == null ? findClass(name) : c;
      }
      return super.loadClass(name, resolve);
    }
  }

  ClassLoader loader() {
    return loader;
  }

  /** Adds a library; what an earlier one defines is not replaced. */
  void add(Library library) {
    libraries.add(library);
    library.classes(getClass().getClassLoader()).forEach(loader.bytes::putIfAbsent);
  }

  List<Library> libraries() {
    return libraries;
  }

  /** The library that has a variable of that name, or null. */
  Library libraryOf(String variable) {
    String file = "vars/" + variable + ".groovy";
    if (Library.DECLARATIVE.files.containsKey(file)) {
      return Library.DECLARATIVE;
    }
    Run run = Run.current(); // none yet while a saved program is read back
    if (run != null && run.request().map("contracts").containsKey(variable)) {
      return null; // the request wants it answered from its contract
    }
    for (Library l : libraries) {
      if (l.files.containsKey(file)) {
        return l;
      }
    }
    return null;
  }

  /** Makes the library variable: a script of its own with a binding of its own. */
  Object instantiate(String variable) {
    CompilationFailedException broken = libraryOf(variable).broken().get("vars/" + variable + ".groovy");
    if (broken != null) {
      throw broken;
    }
    Object object = InvokerHelper.invokeNoArgumentsConstructorOf(load(variable));
    if (object instanceof Script) {
      ((Script) object).setBinding(new RunBinding());
    }
    return object;
  }

  /** Whether a class of that name is defined. */
  boolean defines(String name) {
    return loader.bytes.containsKey(name);
  }

  /** Whether a class or package of that name is defined. */
  boolean definesBelow(String name) {
    return defines(name) || loader.bytes.keySet().stream().anyMatch(c -> c.startsWith(name + "."));
  }

  Class<?> load(String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no class " + name, e);
    }
  }

  /** Compiles and makes the Jenkinsfile. */
  Script main(String text, Binding binding) {
    return script("WorkflowScript", text, binding);
  }

  /** Compiles text at run time, for {@code load} and {@code evaluate}; without a binding it gets its own. */
  public Script parse(String text, Binding binding) {
    return script("Script" + texts.size(), text, binding);
  }

  /** Names of the variables of all loaded libraries. */
  public List<String> libraryVariables() {
    List<String> names = new ArrayList<>();
    libraries.forEach(l -> names.addAll(l.variables()));
    return names;
  }

  List<String> libraryNames() {
    List<String> names = new ArrayList<>();
    libraries.forEach(l -> names.add(l.name));
    return names;
  }

  List<String> scriptTexts() {
    return texts;
  }

  /** Defines the classes of scripts again, in their order, without making the scripts. */
  void define(List<String> again) {
    again.forEach(text -> compile(texts.isEmpty() ? "WorkflowScript" : "Script" + texts.size(), text));
  }

  private void compile(String name, String text) {
    StringBuilder key = new StringBuilder();
    libraries.forEach(l -> key.append(l.key));
    Source source = Compiler.script(name, text, sandbox, key.toString(), loader, known);
    source.classes.forEach(loader.bytes::putIfAbsent);
    texts.add(text);
  }

  private Script script(String name, String text, Binding binding) {
    compile(name, text);
    Script script = (Script) InvokerHelper.invokeNoArgumentsConstructorOf(load(name));
    script.setBinding(binding == null ? new RunBinding() : binding);
    return script;
  }
}

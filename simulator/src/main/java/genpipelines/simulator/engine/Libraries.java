package genpipelines.simulator.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SimpleMessage;

/** The libraries a build may use: the implicit ones, those of the annotation, those of the `library` step. */
public final class Libraries {
  private static final Pattern ANNOTATION = Pattern.compile("(?m)^\\s*@Library\\s*\\(([^)]*)\\)");
  private static final Pattern NAME = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

  private Libraries() {
  }

  static List<Library> of(Request request) {
    List<Library> libraries = new ArrayList<>();
    for (Map<String, Object> json : request.maps("libraries")) {
      libraries.add(Library.of(json));
    }
    return libraries;
  }

  /**
   * Loads the implicit libraries and those that annotations of the Jenkinsfile name, each once and in the order of their definitions.
   *
   * @throws MultipleCompilationErrorsException when a library or its version is not there, as the controller reports it
   */
  static void begin(Run run) {
    List<Library> known = of(run.request());
    Map<String, String> wanted = annotated(run.request().text("script", ""));
    Set<String> names = new LinkedHashSet<>();
    known.stream().filter(l -> l.implicit || wanted.containsKey(l.name)).forEach(l -> names.add(l.name));
    names.addAll(wanted.keySet());
    for (String name : names) {
      String problem = load(run, known, wanted.getOrDefault(name, name));
      if (problem != null) {
        run.console().system("ERROR: " + problem);
        ErrorCollector errors = new ErrorCollector(new CompilerConfiguration());
        errors.addErrorAndContinue(new SimpleMessage("WorkflowScript: Loading libraries failed", null));
        throw new MultipleCompilationErrorsException(errors);
      }
    }
  }

  /** Names of libraries in the annotations of a script, each with its `NAME` or `NAME@VERSION`. */
  private static Map<String, String> annotated(String script) {
    Map<String, String> wanted = new LinkedHashMap<>();
    Matcher annotation = ANNOTATION.matcher(script);
    while (annotation.find()) {
      Matcher name = NAME.matcher(annotation.group(1).replaceAll("changelog\\s*=\\s*\\w+", ""));
      while (name.find()) {
        String id = name.group(1) == null ? name.group(2) : name.group(1);
        wanted.put(id.replaceAll("@.*", ""), id);
      }
    }
    return wanted;
  }

  /** Loads `NAME` or `NAME@VERSION` into the build; null, or what is wrong. */
  public static String load(Run run, String id) {
    return load(run, of(run.request()), id);
  }

  private static String load(Run run, List<Library> known, String id) {
    int at = id.indexOf('@');
    String name = at < 0 ? id : id.substring(0, at);
    List<Library> same = new ArrayList<>(known);
    same.removeIf(l -> !l.name.equals(name));
    if (same.isEmpty()) {
      return "Could not find any definition of libraries [" + name + "]";
    }
    if (run.program().libraries().stream().anyMatch(same::contains)) {
      run.console().system("Only using first definition of library " + name);
      return null;
    }
    String version = at < 0 ? same.get(0).version : id.substring(at + 1);
    run.console().system("Loading library " + name + "@" + version);
    for (Library l : same) {
      if (l.version.equals(version)) {
        run.program().add(l);
        return null;
      }
    }
    return "No version " + version + " found for library " + name;
  }

  /** Text of a resource of a loaded library; null when there is none. */
  public static String resource(Run run, String path) {
    for (Library l : run.program().libraries()) {
      String text = l.files.get("resources/" + path);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Names of the loaded libraries, with their variables. */
  public static Map<String, List<String>> loaded(Run run) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    run.program().libraries().forEach(l -> names.put(l.name, l.variables()));
    return names;
  }
}

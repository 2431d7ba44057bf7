package genpipelines.simulator.engine;

import genpipelines.simulator.declarative.KnownPlugins;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/** A shared library: its files, compiled once for all builds that use the same content. */
final class Library {
  private static final Map<String, Library> CACHE = new LinkedHashMap<>();
  private static final int KEPT = 20;
  private static final Pattern VARIABLE = Pattern.compile("vars/[A-Za-z_$][A-Za-z0-9_$]*\\.groovy");

  final String name;
  final String version;
  final boolean implicit;
  final boolean trusted;
  final String key;
  final Map<String, String> files;
  private Map<String, byte[]> classes;
  private final Map<String, CompilationFailedException> broken = new LinkedHashMap<>();

  private Library(Map<String, Object> json, Map<String, String> files, String key) {
    name = String.valueOf(json.get("name"));
    version = String.valueOf(json.getOrDefault("version", "master"));
    implicit = !Boolean.FALSE.equals(json.get("implicit"));
    trusted = Boolean.TRUE.equals(json.get("trusted"));
    this.files = files;
    this.key = key;
  }

  /** The library that the engine itself brings: the interpreter of declarative pipelines, a trusted variable. */
  static final Library DECLARATIVE = new Library(Map.of("name", "declarative", "trusted", true), interpreter(), "declarative");

  private static Map<String, String> interpreter() {
    Map<String, String> files = new TreeMap<>();
    for (String name : List.of("pipeline", "_pipelineAgent", "_pipelinePost", "_pipelineScope", "_pipelineWhen")) {
      String path = "vars/" + name + ".groovy";
      files.put(path, resource("/genpipelines/simulator/declarative/" + path));
    }
    return files;
  }

  private static String resource(String name) {
    try (InputStream in = Library.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The library of an element of the request's {@code libraries}; the same object for the same content. */
  static Library of(Map<String, Object> json) {
    Map<String, String> given = new TreeMap<>();
    Request.asMap(json.get("files")).forEach((k, v) -> given.put(k, String.valueOf(v)));
    LibraryFolder folder = json.get("dir") == null ? null : LibraryFolder.of(Paths.get(String.valueOf(json.get("dir"))));
    String facts = json.get("name") + "\0" + json.get("version") + json.get("trusted") + json.get("implicit") + given;
    String key = digest(facts + (folder == null ? "" : folder.digest));
    Library known = CACHE.get(key);
    if (known == null) {
      if (folder != null) {
        given.putAll(folder.files);
      }
      known = new Library(json, given, key);
      if (CACHE.size() >= KEPT) {
        CACHE.remove(CACHE.keySet().iterator().next());
      }
      CACHE.put(key, known);
    }
    return known;
  }

  static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      StringBuilder hex = new StringBuilder();
      for (byte b : hash) {
        hex.append(String.format("%02x", b));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Classes by name; the first use compiles them. Files with errors are left out and kept in {@link #broken()}. */
  Map<String, byte[]> classes(ClassLoader known) {
    if (classes == null) {
      Map<String, String> sources = new LinkedHashMap<>();
      files.forEach((path, text) -> {
        if (path.startsWith("src/") && path.endsWith(".groovy")) {
          sources.put(path, text);
        }
      });
      classes = new LinkedHashMap<>(compile(sources, known));
      compileVariables(new Compiled(known, Map.copyOf(classes)));
    }
    return classes;
  }

  /** Each variable for itself: for another one its name is an object, not the class that it is compiled to. */
  private void compileVariables(ClassLoader known) {
    files.forEach((path, text) -> {
      if (isVariable(path)) {
        Map<String, String> one = new LinkedHashMap<>();
        one.put(path, text);
        classes.putAll(compile(one, known));
      }
    });
  }

  /** Shows the compiler the classes of `src`. */
  private static final class Compiled extends ClassLoader {
    private final Map<String, byte[]> bytes;

    Compiled(ClassLoader parent, Map<String, byte[]> bytes) {
      super(parent);
      this.bytes = bytes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] code = bytes.get(name);
      if (code == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, code, 0, code.length);
    }
  }

  private Map<String, byte[]> compile(Map<String, String> texts, ClassLoader known) {
    while (!texts.isEmpty()) {
      try {
        return Compiler.compile(texts, !trusted, known, KnownPlugins.of(null, null));
      } catch (MultipleCompilationErrorsException e) {
        String culprit = culprit(e, texts);
        broken.put(culprit, e);
        texts.remove(culprit);
      }
    }
    return Map.of();
  }

  /** The file that the first error is in; without a place, the last file that was added. */
  private static String culprit(MultipleCompilationErrorsException e, Map<String, String> texts) {
    for (Object message : e.getErrorCollector().getErrors()) {
      if (message instanceof SyntaxErrorMessage) {
        String file = ((SyntaxErrorMessage) message).getCause().getSourceLocator();
        if (file != null && texts.containsKey(file)) {
          return file;
        }
      }
    }
    return texts.keySet().stream().filter(f -> String.valueOf(e.getMessage()).contains(f)).findFirst()
      .orElse(texts.keySet().iterator().next());
  }

  Map<String, CompilationFailedException> broken() {
    return broken;
  }

  static boolean isVariable(String path) {
    return VARIABLE.matcher(path).matches();
  }

  /** Names of the library's variables. */
  List<String> variables() {
    return files.keySet().stream().filter(Library::isVariable)
      .map(p -> p.substring("vars/".length(), p.length() - ".groovy".length())).collect(Collectors.toList());
  }
}

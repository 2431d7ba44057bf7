package genpipelines.simulator.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** Classes of one compiled text, by name; the first is the script's own. */
final class Source {
  final String main;
  final Map<String, byte[]> classes;

  Source(String main, Map<String, byte[]> classes) {
    this.main = main;
    this.classes = new LinkedHashMap<>(classes);
  }
}

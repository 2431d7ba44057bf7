package genpipelines.simulator.declarative;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a controller with certain plugins knows: steps, options, agents, triggers, parameters, tools and conditions of {@code when}. */
public final class KnownPlugins {
  /** Conditions of {@code post}, in the order in which they run. */
  public static final List<String> POST_CONDITIONS = List.of("always", "changed", "fixed", "regression", "aborted", "success",
      "unsuccessful", "unstable", "failure", "notBuilt", "cleanup");
  private static final List<String> ALWAYS_THERE = Arrays.asList("core", "pipeline-model-definition");
  private static final Map<String, Map<String, Object>> DATA = load();

  private static final Map<Object, KnownPlugins> KNOWN = new LinkedHashMap<>();
  private static final int KEPT = 20;

  private final Map<String, Map<String, Signature>> signatures = new LinkedHashMap<>();
  private final Map<String, Collection<String>> names = new LinkedHashMap<>();
  private final Map<String, String> toolTypes = new LinkedHashMap<>();
  private Map<String, Collection<String>> tools;
  private String id = "";

  private KnownPlugins(Collection<String> plugins) {
    for (Map.Entry<String, Map<String, Object>> plugin : DATA.entrySet()) {
      if (plugins == null || ALWAYS_THERE.contains(plugin.getKey()) || plugins.contains(plugin.getKey())) {
        plugin.getValue().forEach(this::add);
      }
    }
  }

  /** What a controller with these plugins knows; null stands for every plugin that the data file lists. */
  public static KnownPlugins of(Collection<String> plugins) {
    return new KnownPlugins(plugins);
  }

  public static KnownPlugins all() {
    return new KnownPlugins(null);
  }

  /** The same with the names of the configured tools by type, such as {@code jdk}; without them names are not checked. */
  public KnownPlugins withTools(Map<String, Collection<String>> configured) {
    tools = configured;
    return this;
  }

  /**
   * What a controller knows, by the keys of a request.
   *
   * @param plugins the ids of its plugins, or null for all
   * @param configured its tools, {@code {NAME: {type: …}}}, or null when nothing is said about them
   */
  public static synchronized KnownPlugins of(Object plugins, Object configured) {
    List<Object> key = Arrays.asList(plugins, configured);
    KnownPlugins known = KNOWN.get(key);
    if (known == null) {
      known = of(plugins == null ? null : names((List<?>) plugins));
      known.tools = configured == null ? null : known.byType((Map<?, ?>) configured);
      known.id = key.toString();
      if (KNOWN.size() >= KEPT) {
        KNOWN.remove(KNOWN.keySet().iterator().next());
      }
      KNOWN.put(key, known);
    }
    return known;
  }

  /** Equal texts for controllers that know the same. */
  public String id() {
    return id;
  }

  private static Collection<String> names(List<?> plugins) {
    Collection<String> ids = new TreeSet<>();
    plugins.forEach(plugin -> ids.add(String.valueOf(plugin)));
    return ids;
  }

  /** Names of tools by the symbol and by the class of their type. */
  private Map<String, Collection<String>> byType(Map<?, ?> configured) {
    Map<String, Collection<String>> byType = new LinkedHashMap<>();
    configured.forEach((name, tool) -> {
      String type = String.valueOf(((Map<?, ?>) tool).get("type"));
      toolTypes.forEach((symbol, kind) -> {
        if (type.equals(symbol) || type.equals(kind)) {
          byType.computeIfAbsent(symbol, unused -> new TreeSet<>()).add(String.valueOf(name));
          byType.computeIfAbsent(kind, unused -> new TreeSet<>()).add(String.valueOf(name));
        }
      });
    });
    return byType;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> load() {
    try (InputStream data = KnownPlugins.class.getResourceAsStream("known.yaml")) {
      return (Map<String, Map<String, Object>>) new Yaml(new SafeConstructor(new LoaderOptions())).load(data);
    } catch (IOException broken) {
      throw new IllegalStateException("known.yaml can't be read", broken);
    }
  }

  private void add(String section, Object content) {
    if (section.equals("tools")) {
      ((Map<?, ?>) content).forEach((name, type) -> toolTypes.put((String) name, (String) type));
    } else if (content instanceof List) {
      ((List<?>) content).forEach(name -> names.computeIfAbsent(section, unused -> new TreeSet<>()).add((String) name));
    } else {
      Map<String, Signature> known = signatures.computeIfAbsent(section, unused -> new TreeMap<>());
      ((Map<?, ?>) content).forEach((name, text) -> known.put((String) name, Signature.read((String) name, text)));
    }
  }

  private Map<String, Signature> section(String section) {
    return signatures.getOrDefault(section, Map.of());
  }

  /** The step of that name, or else the symbol; null when neither is known. */
  public Signature stepOrFunction(String name) {
    Signature step = section("steps").get(name);
    return step != null ? step : function(name);
  }

  public Signature function(String name) {
    for (String section : List.of("functions", "conditions", "parameters", "triggers", "options")) {
      Signature found = section(section).get(name);
      if (found != null && !name.equals("expression")) {
        return found;
      }
    }
    return null;
  }

  public Map<String, Signature> steps() {
    return section("steps");
  }

  public Signature condition(String name) {
    return section("conditions").get(name);
  }

  public Collection<String> conditionNames() {
    return section("conditions").keySet();
  }

  public Signature parameter(String name) {
    return section("parameters").get(name);
  }

  public Collection<String> parameterNames() {
    return section("parameters").keySet();
  }

  public Signature trigger(String name) {
    return section("triggers").get(name);
  }

  public Collection<String> triggerNames() {
    return section("triggers").keySet();
  }

  public Signature agent(String name) {
    return section("agents").get(name.equals("node") ? "label" : name);
  }

  public Collection<String> agentNames() {
    return section("agents").keySet();
  }

  /** The signature of an option: its own, or that of the step it wraps the pipeline or the stage with. */
  public Signature option(String name) {
    Signature own = section("options").get(name);
    return own != null ? own : section("steps").get(name);
  }

  public Collection<String> optionNames() {
    Collection<String> all = new TreeSet<>(section("options").keySet());
    all.addAll(names.getOrDefault("wrappers", List.of()));
    return all;
  }

  public Collection<String> stageOptionNames() {
    return names.getOrDefault("stage_options", List.of());
  }

  /** Whether a section {@code tools} may name this type, by its symbol or by its class. */
  public boolean hasToolType(String name) {
    return toolTypes.containsKey(name) || toolTypes.containsValue(name);
  }

  public Collection<String> toolTypeNames() {
    return new ArrayList<>(toolTypes.keySet());
  }

  /** The configured tools of a type, or null when nothing is said about them. */
  public Collection<String> toolsOf(String type) {
    return tools == null ? null : tools.getOrDefault(type, List.of());
  }
}

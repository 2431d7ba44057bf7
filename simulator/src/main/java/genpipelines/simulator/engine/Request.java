package genpipelines.simulator.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The request of a run: read access to its JSON, and the check that no key is misspelt. */
public final class Request implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Set<String> KEYS = Set.of("op", "id", "file", "script", "sandbox", "libraries", "contracts", "job",
    "params", "environment", "branch", "scm", "credentials", "plugins", "nodes", "resources", "files", "tools",
    "shell", "http", "steps", "inputs", "events", "previous", "downstream", "durability", "state", "budget", "start");

  private final Map<String, Object> json;

  /** @throws IllegalArgumentException when a key is unknown or the script is missing */
  public Request(Map<String, Object> json) {
    Set<String> unknown = new TreeSet<>(json.keySet());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown key " + String.join(", ", unknown) + " in the request");
    }
    if (!(json.get("script") instanceof String)) {
      throw new IllegalArgumentException("the request needs `script`, the text of the pipeline");
    }
    this.json = json;
  }

  public Object get(String key) {
    return json.get(key);
  }

  public String text(String key, String fallback) {
    Object v = json.get(key);
    return v == null ? fallback : v.toString();
  }

  public boolean flag(String key, boolean fallback) {
    Object v = json.get(key);
    return v == null ? fallback : Boolean.TRUE.equals(v);
  }

  public Map<String, Object> map(String key) {
    return asMap(json.get(key));
  }

  public List<Map<String, Object>> maps(String key) {
    return asMaps(json.get(key));
  }

  public long budget(String key, long fallback) {
    Object v = map("budget").get(key);
    return v == null ? fallback : ((Number) v).longValue();
  }

  /** A text of the {@code job} part. */
  public String job(String key, String fallback) {
    Object v = map("job").get(key);
    return v == null ? fallback : v.toString();
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> asMap(Object value) {
    return value instanceof Map ? (Map<String, Object>) value : new LinkedHashMap<>();
  }

  public static List<Map<String, Object>> asMaps(Object value) {
    List<Map<String, Object>> maps = new ArrayList<>();
    if (value instanceof List) {
      ((List<?>) value).forEach(v -> maps.add(asMap(v)));
    }
    return maps;
  }

  public static List<String> asTexts(Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof Iterable) {
      ((Iterable<?>) value).forEach(v -> texts.add(String.valueOf(v)));
    } else if (value != null) {
      texts.add(String.valueOf(value));
    }
    return texts;
  }

  /** Seconds as milliseconds. */
  public static long millis(Object seconds, double fallback) {
    return Math.round((seconds == null ? fallback : ((Number) seconds).doubleValue()) * 1000);
  }
}

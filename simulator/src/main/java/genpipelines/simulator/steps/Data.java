package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.server.Json;
import hudson.AbortException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.sf.json.JSONNull;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Steps that read and write JSON, YAML and properties. */
final class Data {
  static final Map<String, Step> STEPS = Map.of(
    "readJSON", Data::readJson,
    "writeJSON", Data::writeJson,
    "readYaml", Data::readYaml,
    "writeYaml", Data::writeYaml,
    "readProperties", Data::readProperties);

  private Data() {
  }

  /** A deep copy of plain data, changeable and in the same order. */
  static Object copy(Object value) {
    if (value instanceof Map) {
      Map<String, Object> map = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((k, v) -> map.put(String.valueOf(k), copy(v)));
      return map;
    }
    if (value instanceof Iterable) {
      List<Object> list = new ArrayList<>();
      ((Iterable<?>) value).forEach(v -> list.add(copy(v)));
      return list;
    }
    return value;
  }

  /** The text that `text` or the file of `file` holds. */
  private static String source(Call call) throws IOException {
    if (call.has("text") == call.has("file")) {
      throw new IllegalArgumentException("At least one of file or text needs to be provided to " + call.name + ", and not both.");
    }
    return call.has("text") ? call.text("text") : FileSteps.read(call, call.text("file"));
  }

  private static Object readJson(Call call) throws Exception {
    try {
      Object data = Json.parse(source(call));
      return Step.soon(call, call.flag("returnPojo", false) ? data : withNulls(data));
    } catch (Json.Broken e) {
      throw new AbortException("readJSON: " + e.getMessage());
    }
  }

  /** The same data with the null of Jenkins' JSON library, which is an object. */
  private static Object withNulls(Object value) {
    if (value instanceof Map) {
      Map<String, Object> map = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((k, v) -> map.put(String.valueOf(k), withNulls(v)));
      return map;
    }
    if (value instanceof List) {
      List<Object> list = new ArrayList<>();
      ((List<?>) value).forEach(v -> list.add(withNulls(v)));
      return list;
    }
    return value == null ? JSONNull.getInstance() : value;
  }

  private static Object writeJson(Call call) throws IOException {
    Object json = plain(call.args.get("json"));
    String text = call.has("pretty") && call.number("pretty", 0) > 0 ? groovy.json.JsonOutput.prettyPrint(Json.write(json)) : Json.write(json);
    if (call.flag("returnText", false)) {
      return Step.soon(call, text);
    }
    if (!call.has("file")) {
      throw new IllegalArgumentException("Either file or returnText must be provided to writeJSON.");
    }
    FileSteps.write(call, call.text("file"), text);
    return Step.soon(call, null);
  }

  private static Object readYaml(Call call) throws IOException {
    List<Object> documents = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(source(call))) {
      documents.add(document);
    }
    return Step.soon(call, documents.size() == 1 ? documents.get(0) : new ArrayList<>(documents));
  }

  private static Object writeYaml(Call call) throws IOException {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    String text = call.has("datas") ? new Yaml(options).dumpAll(((List<?>) plain(call.list("datas"))).iterator())
      : new Yaml(options).dump(plain(call.args.get("data")));
    if (call.flag("returnText", false)) {
      return Step.soon(call, text);
    }
    boolean exists = FileSteps.files(call).exists(FileSteps.path(call, "file"));
    if (exists && !call.flag("overwrite", false)) {
      throw new java.nio.file.FileAlreadyExistsException(FileSteps.path(call, "file") + " already exist.");
    }
    FileSteps.write(call, call.text("file"), text);
    return Step.soon(call, null);
  }

  private static Object readProperties(Call call) throws IOException {
    LinkedHashMap<String, Object> values = new LinkedHashMap<>(call.map("defaults"));
    Properties properties = new Properties();
    properties.load(new StringReader(call.has("text") || call.has("file") ? source(call) : ""));
    properties.stringPropertyNames().stream().sorted().forEach(k -> values.put(k, properties.getProperty(k)));
    return Step.soon(call, values);
  }

  /** Groovy's own strings as text, all the way down. */
  private static Object plain(Object value) {
    if (value instanceof groovy.lang.GString) {
      return value.toString();
    }
    if (value instanceof JSONNull) {
      return null;
    }
    if (value instanceof Map) {
      Map<String, Object> map = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((k, v) -> map.put(String.valueOf(k), plain(v)));
      return map;
    }
    if (value instanceof Iterable) {
      List<Object> list = new ArrayList<>();
      ((Iterable<?>) value).forEach(v -> list.add(plain(v)));
      return list;
    }
    return value;
  }
}

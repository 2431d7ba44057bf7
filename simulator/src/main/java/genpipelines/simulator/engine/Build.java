package genpipelines.simulator.engine;

import hudson.model.Result;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The build record: number, result, parameters and variables, as `currentBuild` and `env` show them. */
public final class Build implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int number;
  private final String name;
  private final String folder;
  private Result result;
  private Result forced;
  public String description;
  public String displayName;
  public boolean keepLog;
  /** Variables that `env.X = …` set. */
  public final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final Map<String, Object> undeclared = new LinkedHashMap<>();
  /** Parameters the job declares: those it had, or those the file declares. */
  public List<Map<String, Object>> declared;
  /** Other properties that the file sets on the job. */
  public final List<Object> properties = new ArrayList<>();
  private final List<Map<String, Object>> previous;
  private final TreeSet<String> violations = new TreeSet<>();

  Build(Request request) {
    number = Integer.parseInt(request.job("number", "1"));
    name = request.job("name", "main");
    folder = request.job("folder", "folder");
    displayName = "#" + number;
    declared = Request.asMaps(request.map("job").get("parameters"));
    previous = request.maps("previous");
    fillParameters(request);
  }

  /**
   * Values of declared parameters: given, else the default. What the job does not declare is dropped, as the controller
   * does; a job of which no declarations are known takes all. A build started by another sees undeclared values in
   * `params` only.
   */
  private void fillParameters(Request request) {
    Map<String, Object> given = request.map("params");
    boolean unknownJob = request.map("job").get("parameters") == null;
    for (Map<String, Object> p : declared) {
      String key = String.valueOf(p.get("name"));
      parameters.put(key, Parameters.value(p, given.containsKey(key) ? given.get(key) : Parameters.defaultValue(p)));
    }
    given.forEach((k, v) -> {
      if (!parameters.containsKey(k) && unknownJob) {
        parameters.put(k, v instanceof Boolean ? v : String.valueOf(v));
      } else if (!parameters.containsKey(k) && "upstream".equals(request.job("cause", ""))) {
        undeclared.put(k, v);
      }
    });
  }

  /** Declares parameters from the file; a build that lacks a value sees the default at once. */
  public void declareParameters(List<Map<String, Object>> list) {
    declared = list;
  }

  /** What `params` shows. */
  public Map<String, Object> parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Map<String, Object> p : declared) {
      String key = String.valueOf(p.get("name"));
      all.put(key, Parameters.value(p, parameters.containsKey(key) ? parameters.get(key) : Parameters.defaultValue(p)));
    }
    parameters.forEach(all::putIfAbsent);
    undeclared.forEach(all::putIfAbsent);
    return all;
  }

  /** Parameters that became variables of the environment: those the build was started with. */
  Map<String, Object> startedWith() {
    return parameters;
  }

  public int number() {
    return number;
  }

  public String name() {
    return name;
  }

  public String fullName() {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  public Result result() {
    return result;
  }

  /** Sets the result if it is worse than what there is. */
  public void worsen(Result worse) {
    if (result == null || worse.isWorseThan(result)) {
      result = worse;
    }
  }

  /** A result that the build ends with whatever the script does: a person stopped it. */
  public void force(Result r) {
    forced = Result.combine(forced, r);
  }

  public Result forced() {
    return forced;
  }

  void violated(String kind) {
    violations.add(kind);
  }

  /** Whether something happened that no build may pass with. */
  boolean isSpoiled() {
    return violations.contains("secret") || violations.contains("shell") || violations.contains("budget");
  }

  public List<Map<String, Object>> previous() {
    return previous;
  }
}

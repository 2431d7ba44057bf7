package genpipelines.simulator.engine;

import hudson.model.Result;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything a build leaves behind for its reader. Only grows; not part of the program that is saved at each step. */
public final class Journal implements Serializable {
  private static final long serialVersionUID = 1L;

  public final List<String> log = new ArrayList<>();
  public final List<Map<String, Object>> calls = new ArrayList<>();
  public final List<StageNode> stages = new ArrayList<>();
  public final List<Map<String, Object>> violations = new ArrayList<>();
  public final List<Map<String, Object>> warnings = new ArrayList<>();
  public final List<Map<String, Object>> notifications = new ArrayList<>();
  public final List<Map<String, Object>> artifacts = new ArrayList<>();
  public final List<Map<String, Object>> tests = new ArrayList<>();
  public final Map<String, List<Object>> downstream = new LinkedHashMap<>();
  /** Parts of the request that were used, by kind and index. */
  public final Map<String, Integer> used = new LinkedHashMap<>();

  final Stopwatch program = new Stopwatch();

  public StageNode openStage(int parent, String kind, String name, String branch, double start) {
    StageNode node = new StageNode(stages.size(), parent, kind, name, branch, start);
    stages.add(node);
    return node;
  }

  /** Notes a result on the stage and all stages around it. */
  public void warnStage(int stage, Result result) {
    for (int s = stage; s >= 0 && result != null && result != Result.SUCCESS; s = stages.get(s).parent) {
      stages.get(s).warnings.add(result.toString());
    }
  }

  /** Names of the stages around, from the outside in. */
  public List<String> path(int stage) {
    List<String> names = new ArrayList<>();
    for (int s = stage; s >= 0; s = stages.get(s).parent) {
      names.add(0, stages.get(s).name);
    }
    return names;
  }

  public void use(String kind, int index) {
    used.merge(kind + "/" + index, 1, Integer::sum);
  }

  public int uses(String kind, int index) {
    return used.getOrDefault(kind + "/" + index, 0);
  }
}

package genpipelines.simulator.engine;

import hudson.model.Result;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stage or a parallel branch in the tree that people see. */
public final class StageNode implements Serializable {
  private static final long serialVersionUID = 1L;

  public final int id;
  public final int parent;
  public String kind;
  public final String name;
  public final String branch;
  public final double start;
  public double end = -1;
  /** Why it was skipped: when, failure, unstable, restart; null when it ran. */
  public String skipped;
  public Map<String, Object> error;
  /** Result of the error, such as FAILURE or ABORTED. */
  public Result failed;
  public final List<String> warnings = new ArrayList<>();
  public final Map<String, String> tags = new LinkedHashMap<>();

  StageNode(int id, int parent, String kind, String name, String branch, double start) {
    this.id = id;
    this.parent = parent;
    this.kind = kind;
    this.name = name;
    this.branch = branch;
    this.start = start;
  }

  /** Status as people read it: the worse of the error and the warnings. */
  public String status() {
    if (skipped != null) {
      return "SKIPPED";
    }
    Result worst = failed == null ? Result.SUCCESS : failed;
    for (String w : warnings) {
      worst = Result.combine(worst, Result.fromString(w));
    }
    return worst.toString();
  }
}

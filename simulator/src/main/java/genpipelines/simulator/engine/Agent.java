package genpipelines.simulator.engine;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;

/** An executor that a build holds: the node, its labels and its workspace. */
public final class Agent implements Serializable {
  private static final long serialVersionUID = 1L;

  public final String node;
  public final List<String> labels;
  public final String workspace;
  public final boolean windows;
  public final int executor;
  /** Variables that this node gives to everything that runs on it. */
  public final LinkedHashMap<String, String> environment = new LinkedHashMap<>();
  /** Set when the agent is lost while the build uses it. */
  public boolean lost;

  public Agent(String node, List<String> labels, String workspace, boolean windows, int executor) {
    this.node = node;
    this.labels = labels;
    this.workspace = workspace;
    this.windows = windows;
    this.executor = executor;
  }
}

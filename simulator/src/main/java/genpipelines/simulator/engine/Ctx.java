package genpipelines.simulator.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a step inherits from the blocks around it. Never changed: a block makes a copy for its body. */
public final class Ctx implements Serializable, Cloneable {
  private static final long serialVersionUID = 1L;

  /** Layers of withEnv and its like, the outermost first. */
  public final List<Map<String, String>> environment;
  /** The agent, or null outside one. */
  public Agent agent;
  /** Working directory: absolute path, or null outside an agent. */
  public String directory;
  /** Number of the stage node in the journal, -1 outside any. */
  public int stage = -1;
  /** Name of the innermost parallel branch, or null. */
  public String branch;
  /** Secrets in force: variable name to value; null values never occur. */
  public Map<String, String> secrets = Map.of();
  /** Every secret value that blocks around bind, also those whose variable an inner block took. */
  public List<String> masked = List.of();
  public boolean timestamps;
  /** Name of the container of a pod, or null. */
  public String container;

  private Ctx(List<Map<String, String>> environment) {
    this.environment = environment;
  }

  static Ctx root() {
    return new Ctx(new ArrayList<>());
  }

  /** A copy to change before it is handed to a body. */
  public Ctx copy() {
    Ctx c = new Ctx(environment);
    c.agent = agent;
    c.directory = directory;
    c.stage = stage;
    c.branch = branch;
    c.secrets = secrets;
    c.masked = masked;
    c.timestamps = timestamps;
    c.container = container;
    return c;
  }

  /** A copy with one more layer of variables. */
  public Ctx withEnvironment(Map<String, String> layer) {
    List<Map<String, String>> layers = new ArrayList<>(environment);
    layers.add(new LinkedHashMap<>(layer));
    Ctx c = new Ctx(layers);
    Ctx same = copy();
    c.agent = same.agent;
    c.directory = same.directory;
    c.stage = same.stage;
    c.branch = same.branch;
    c.secrets = same.secrets;
    c.masked = same.masked;
    c.timestamps = same.timestamps;
    c.container = same.container;
    return c;
  }

  /** A copy with more secrets. */
  public Ctx withSecrets(Map<String, String> more) {
    Ctx c = copy();
    c.secrets = new LinkedHashMap<>(secrets);
    c.secrets.putAll(more);
    c.masked = new ArrayList<>(masked);
    c.masked.addAll(more.values());
    return c;
  }
}

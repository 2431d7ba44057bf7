package genpipelines.simulator.steps;

import com.cloudbees.groovy.cps.Outcome;
import genpipelines.simulator.engine.Agent;
import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Ctx;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import hudson.model.Result;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Executors and workspaces: the node step, lost agents, and what counts as an agent's error. */
public final class Nodes {
  static final Map<String, Step> STEPS = Map.of("node", new NodeStep());

  private Nodes() {
  }

  /** The agent went away while the build used it. */
  static final class RemovedNodeCause extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    @Override
    public String getShortDescription() {
      return "Agent was removed";
    }
  }

  /** All executors of the controller's nodes, and who waits for one. */
  private static final class Pool implements Serializable {
    private static final long serialVersionUID = 1L;
    private final List<Map<String, Object>> nodes;
    private final Map<String, Integer> busy = new LinkedHashMap<>();
    private final List<Call> waiting = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();

    Pool(Request request) {
      nodes = new ArrayList<>();
      request.maps("nodes").forEach(n -> nodes.add(new LinkedHashMap<>(n)));
      if (nodes.isEmpty()) {
        nodes.add(new LinkedHashMap<>(Map.of("name", "built-in", "labels", List.of("built-in"), "executors", 4)));
      }
    }
  }

  private static Pool pool(Run run) {
    return run.memory("nodes", () -> new Pool(run.request()));
  }

  private static final class NodeStep implements Step {
    @Override
    public Object start(Call call) {
      Pool pool = pool(call.run());
      if (!allocate(call, pool)) {
        pool.waiting.add(call);
        call.run().after(15_000, run -> {
          if (!call.isDone() && pool(run).waiting.contains(call)) {
            call.println("Still waiting to schedule task");
            call.println(Labels.why(call.text("label"), pool(run).nodes));
          }
        });
      }
      return LATER;
    }

    @Override
    public void stop(Call call, Throwable cause) {
      pool(call.run()).waiting.remove(call);
      call.failure(cause);
    }
  }

  private static boolean allocate(Call call, Pool pool) {
    for (Map<String, Object> node : pool.nodes) {
      String name = String.valueOf(node.get("name"));
      int executors = ((Number) node.getOrDefault("executors", 2)).intValue();
      int used = pool.busy.getOrDefault(name, 0);
      if (used < executors && !Boolean.TRUE.equals(node.get("offline")) && Labels.match(call.text("label"), node)) {
        pool.busy.put(name, used + 1);
        begin(call, pool, node, used);
        return true;
      }
    }
    return false;
  }

  private static void begin(Call call, Pool pool, Map<String, Object> node, int executor) {
    Run run = call.run();
    String name = String.valueOf(node.get("name"));
    HashMap<String, Integer> held = run.memory("workspaces", HashMap::new);
    String wanted = run.shell().isReal() ? run.shell().root() : run.shell().root() + "/" + run.build().fullName().replace('/', '_');
    String path = acquire(held, wanted);
    List<String> labels = new ArrayList<>(Request.asTexts(node.get("labels")));
    if (!labels.contains(name)) {
      labels.add(name);
    }
    Agent agent = new Agent(name, labels, path, "windows".equals(node.get("os")), executor);
    Request.asMap(node.get("environment")).forEach((key, value) -> agent.environment.put(key, String.valueOf(value)));
    pool.agents.add(agent);
    call.println("Running on " + (name.equals("built-in") ? "Jenkins" : name) + " in " + path);
    try {
      run.shell().prepare(run, agent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Ctx inner = call.ctx.copy();
    inner.agent = agent;
    inner.directory = path;
    call.startBody(inner, null, (c, outcome) -> ended(c, agent, outcome));
  }

  private static void ended(Call call, Agent agent, Outcome outcome) {
    Pool pool = pool(call.run());
    pool.agents.remove(agent);
    pool.busy.merge(agent.node, -1, Integer::sum);
    release(call.run(), agent.workspace);
    call.end(outcome);
    for (Call waiting : new ArrayList<>(pool.waiting)) {
      if (allocate(waiting, pool)) {
        pool.waiting.remove(waiting);
      }
    }
  }

  /** A workspace nobody uses: the wanted one, or one with `@2` and so on behind it. */
  static String acquire(Map<String, Integer> held, String wanted) {
    String path = wanted;
    for (int i = 2; held.containsKey(path); i++) {
      path = wanted + "@" + i;
    }
    held.put(path, 1);
    return path;
  }

  static void release(Run run, String path) {
    HashMap<String, Integer> held = run.memory("workspaces", HashMap::new);
    held.remove(path);
  }

  /** Adds a node that was made for the build. */
  static void add(Run run, Map<String, Object> node) {
    pool(run).nodes.add(node);
  }

  /** The agent that the build uses goes away: what runs on it is interrupted. Null stands for all agents. */
  public static void lose(Run run, Object name) {
    pool(run).nodes.stream().filter(n -> name == null ? isUsed(run, n) : n.get("name").equals(name)).forEach(n -> n.put("offline", true));
    for (Agent agent : new ArrayList<>(pool(run).agents)) {
      if (name == null || agent.node.equals(name)) {
        agent.lost = true;
        run.console().system("Agent " + agent.node + " was deleted; cancelling node body");
        run.interruptOn(agent, new FlowInterruptedException(Result.ABORTED, false, new RemovedNodeCause()));
      }
    }
  }

  private static boolean isUsed(Run run, Map<String, Object> node) {
    return pool(run).agents.stream().anyMatch(a -> a.node.equals(node.get("name")));
  }

  /** Whether an error is what a condition of `retry` means. */
  static boolean meets(String condition, Throwable t) {
    boolean lost = t instanceof FlowInterruptedException
      && ((FlowInterruptedException) t).getCauses().stream().anyMatch(c -> c instanceof RemovedNodeCause)
      || String.valueOf(t.getMessage()).endsWith(" is offline");
    switch (condition) {
      case "agent": case "kubernetesAgent": return lost;
      case "nonresumable": return String.valueOf(t.getMessage()).contains("Resume after a restart not supported");
      default: return false;
    }
  }
}

package genpipelines.simulator.steps;

import com.cloudbees.groovy.cps.Outcome;
import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Ctx;
import genpipelines.simulator.engine.Run;
import genpipelines.simulator.engine.StageNode;
import hudson.model.Result;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Blocks that only change what their body inherits. */
final class Blocks {
  static final Map<String, Step> STEPS = Map.ofEntries(
    Map.entry("stage", Blocks::stage),
    Map.entry("withEnv", Blocks::withEnv),
    Map.entry("dir", Blocks::dir),
    Map.entry("ws", Blocks::ws),
    Map.entry("timestamps", Blocks::timestamps),
    Map.entry("ansiColor", Blocks::ansiColor),
    Map.entry("script", call -> Steps.passThrough(call, call.ctx)),
    Map.entry("withContext", call -> Steps.passThrough(call, call.ctx)),
    Map.entry("wrap", call -> Steps.passThrough(call, call.ctx)));

  private Blocks() {
  }

  private static Object stage(Call call) {
    Run run = call.run();
    String name = call.text("name");
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("Could not instantiate {name=} for org.jenkinsci.plugins.workflow.support.steps.StageStep: "
        + "java.lang.reflect.InvocationTargetException");
    }
    if (call.body == null) {
      call.println("Using the ‘stage’ step without a block argument is deprecated");
      return null;
    }
    StageNode node = run.journal().openStage(call.ctx.stage, "stage", name, call.ctx.branch, run.seconds());
    run.events().onStage(run, name);
    Ctx inner = call.ctx.withEnvironment(Map.of("STAGE_NAME", name));
    inner.stage = node.id;
    call.startBody(inner, name, (c, outcome) -> {
      close(c, node.id, outcome);
      c.end(outcome);
    });
    return Step.LATER;
  }

  /** Closes a stage or branch in the tree. */
  static void close(Call call, int id, Outcome outcome) {
    StageNode node = call.run().journal().stages.get(id);
    node.end = call.run().seconds();
    if (outcome.isFailure()) {
      Throwable t = outcome.getAbnormal();
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("type", t.getClass().getName());
      error.put("message", call.run().secrets().hide(t.getMessage()));
      node.error = error;
      node.failed = t instanceof FlowInterruptedException ? ((FlowInterruptedException) t).getResult() : Result.FAILURE;
    }
  }

  private static Object withEnv(Call call) {
    Map<String, String> layer = new LinkedHashMap<>();
    for (Object entry : call.list("overrides")) {
      String text = entry.toString();
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(text + " is not of the form NAME=value");
      }
      layer.put(text.substring(0, equals), text.substring(equals + 1));
    }
    // Reversed so that of several PATH+X the first ends up in front, as the controller has it.
    List<String> keys = new java.util.ArrayList<>(layer.keySet());
    java.util.Collections.reverse(keys);
    Map<String, String> reversed = new LinkedHashMap<>();
    keys.forEach(k -> reversed.put(k, layer.get(k)));
    return Steps.passThrough(call, call.ctx.withEnvironment(reversed));
  }

  private static Object dir(Call call) {
    Ctx inner = call.ctx.copy();
    inner.directory = call.run().shell().files().resolve(call.ctx.directory, call.text("path"));
    call.println("Running in " + inner.directory);
    return Steps.passThrough(call, inner);
  }

  private static Object ws(Call call) {
    Run run = call.run();
    HashMap<String, Integer> held = run.memory("workspaces", HashMap::new);
    String wanted = run.shell().files().resolve(run.shell().root(), call.text("dir"));
    String path = Nodes.acquire(held, wanted);
    Ctx inner = call.ctx.withEnvironment(Map.of("WORKSPACE", path, "WORKSPACE_TMP", path + "@tmp"));
    inner.directory = path;
    call.println("Running in " + path);
    call.startBody(inner, null, (c, outcome) -> {
      Nodes.release(c.run(), path);
      c.end(outcome);
    });
    return Step.LATER;
  }

  private static Object timestamps(Call call) {
    Ctx inner = call.ctx.copy();
    inner.timestamps = true;
    return Steps.passThrough(call, inner);
  }

  private static Object ansiColor(Call call) {
    return Steps.passThrough(call, call.ctx.withEnvironment(Map.of("TERM", call.text("colorMapName", "xterm"))));
  }
}

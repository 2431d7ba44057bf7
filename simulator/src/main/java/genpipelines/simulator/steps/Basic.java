package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Run;
import genpipelines.simulator.engine.Timer;
import hudson.AbortException;
import hudson.model.Result;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.support.steps.build.Durations;

/** Steps without a body that need nothing but the build. */
final class Basic {
  static final Map<String, Step> STEPS = Map.of(
    "echo", Basic::echo,
    "error", Basic::error,
    "unstable", Basic::unstable,
    "isUnix", call -> !call.ctx.agent.windows,
    "pwd", Basic::pwd,
    "sleep", new Sleep(),
    "tool", Basic::tool);

  private Basic() {
  }

  private static Object echo(Call call) {
    call.println(call.text("message"));
    return null;
  }

  private static Object error(Call call) throws AbortException {
    throw new AbortException(call.text("message"));
  }

  private static Object unstable(Call call) {
    if (!call.has("message")) {
      throw new IllegalArgumentException("A non-empty message is required");
    }
    call.println("WARNING: " + call.text("message"));
    call.run().build().worsen(Result.UNSTABLE);
    call.run().journal().warnStage(call.ctx.stage, Result.UNSTABLE);
    return null;
  }

  private static Object pwd(Call call) {
    return call.flag("tmp", false) ? call.ctx.directory + "@tmp" : call.ctx.directory;
  }

  private static Object tool(Call call) throws AbortException {
    Object tool = call.run().request().map("tools").get(call.text("name"));
    Map<String, Object> known = genpipelines.simulator.engine.Request.asMap(tool);
    String type = call.text("type", "tool");
    if (tool == null || (call.has("type") && known.get("type") != null && !known.get("type").equals(type))) {
      throw new AbortException("No " + type + " named " + call.text("name") + " found");
    }
    return Step.soon(call, String.valueOf(known.getOrDefault("home", "/opt/" + call.text("name"))));
  }

  /** Waits by the simulated clock. */
  private static final class Sleep implements Step {
    @Override
    public Object start(Call call) {
      long millis = TimeUnit.valueOf(call.text("unit", "SECONDS")).toMillis(call.number("time", 0));
      if (millis <= 0) {
        call.println("No need to sleep any longer");
        return Step.soon(call, null);
      }
      call.println("Sleeping for " + Durations.text(millis));
      Timer timer = call.run().after(millis, run -> call.success(null));
      call.state = timer;
      return LATER;
    }

    @Override
    public void stop(Call call, Throwable cause) {
      ((Timer) call.state).cancel();
      call.failure(cause);
    }

    @Override
    public void kill(Call call) {
      ((Timer) call.state).cancel();
    }
  }
}

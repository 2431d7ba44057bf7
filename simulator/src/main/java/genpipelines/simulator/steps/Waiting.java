package genpipelines.simulator.steps;

import com.cloudbees.groovy.cps.Outcome;
import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Run;
import genpipelines.simulator.engine.Timer;
import hudson.model.Result;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution.ExceededTimeout;
import org.jenkinsci.plugins.workflow.support.steps.build.Durations;

/** Blocks with a clock: timeout and waitUntil. */
final class Waiting {
  static final Map<String, Step> STEPS = Map.of("timeout", Waiting::timeout, "waitUntil", new WaitUntil());
  private static final long GRACE = 60_000;
  private static final long LONGEST_PERIOD = 15_000;

  private Waiting() {
  }

  /** The time limit of one block. */
  private static final class Limit implements Serializable {
    private static final long serialVersionUID = 1L;
    private Timer timer;
    private final long millis;
    private final boolean activity;
    private int lines;

    Limit(long millis, boolean activity) {
      this.millis = millis;
      this.activity = activity;
    }
  }

  private static Object timeout(Call call) {
    long millis = TimeUnit.valueOf(call.text("unit", "MINUTES")).toMillis(call.number("time", 0));
    Limit limit = new Limit(millis, call.flag("activity", false));
    call.state = limit;
    call.println("Timeout set to expire " + (limit.activity ? "after " + Durations.text(millis) + " without activity"
      : "in " + Durations.text(millis)));
    limit.lines = call.run().journal().log.size();
    limit.timer = call.run().after(millis, run -> expired(call));
    call.startBody(call.ctx, null, (c, outcome) -> {
      limit.timer.cancel();
      c.end(outcome);
    });
    return Step.LATER;
  }

  private static void expired(Call call) {
    Limit limit = (Limit) call.state;
    Run run = call.run();
    if (call.isDone()) {
      return;
    }
    if (limit.activity && run.journal().log.size() > limit.lines) {
      limit.lines = run.journal().log.size();
      limit.timer = run.after(limit.millis, r -> expired(call));
      return;
    }
    call.println("Cancelling nested steps due to timeout");
    limit.timer = run.after(GRACE, r -> kill(call));
    run.interrupt(call, new FlowInterruptedException(Result.ABORTED, false, new ExceededTimeout(call.id)));
  }

  private static void kill(Call call) {
    if (!call.isDone()) {
      call.println("Body did not finish within grace period; terminating with extreme prejudice");
      call.run().kill(call);
      call.failure(new FlowInterruptedException(Result.ABORTED, false, new ExceededTimeout(call.id)));
    }
  }

  /** Runs its body again and again until it gives true, at growing intervals. */
  private static final class WaitUntil implements Step {
    @Override
    public Object start(Call call) {
      call.state = new long[] {call.number("initialRecurrencePeriod", 250)};
      call.startBody(call.ctx, null, WaitUntil::tried);
      return LATER;
    }

    private static void tried(Call call, Outcome outcome) {
      if (outcome.isFailure()) {
        call.end(outcome);
        return;
      }
      if (DefaultTypeTransformation.castToBoolean(outcome.getNormal())) {
        call.success(null);
        return;
      }
      long[] period = (long[]) call.state;
      if (!call.flag("quiet", false)) {
        call.println("Will try again after " + Durations.text(period[0]));
      }
      long wait = period[0];
      period[0] = Math.min(Math.round(period[0] * 1.2), LONGEST_PERIOD);
      call.run().after(wait, run -> {
        if (!call.isDone()) {
          call.startBody(call.ctx, null, WaitUntil::tried);
        }
      });
    }
  }
}

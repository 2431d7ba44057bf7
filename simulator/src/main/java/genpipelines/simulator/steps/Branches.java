package genpipelines.simulator.steps;

import com.cloudbees.groovy.cps.Outcome;
import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Ctx;
import genpipelines.simulator.engine.Run;
import genpipelines.simulator.engine.StageNode;
import groovy.lang.Closure;
import hudson.model.Result;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** The parallel step. */
final class Branches {
  static final Map<String, Step> STEPS = Map.of("parallel", Branches::start);

  private Branches() {
  }

  /** Another branch failed, and this one was stopped for it. */
  static final class FailFastCause extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;
    private final String branch;

    FailFastCause(String branch) {
      this.branch = branch;
    }

    @Override
    public String getShortDescription() {
      return "Failed in branch " + branch;
    }
  }

  /** What came out of the branches so far. */
  private static final class Progress implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Map<String, Object> results = new LinkedHashMap<>();
    private final List<Throwable> errors = new ArrayList<>();
    private int left;
    private boolean failFast;
    private boolean stopped;
  }

  private static Object start(Call call) {
    Map<String, Closure<?>> branches = new LinkedHashMap<>();
    Progress progress = new Progress();
    for (Map.Entry<String, Object> e : call.args.entrySet()) {
      if (e.getValue() instanceof Closure) {
        branches.put(e.getKey(), (Closure<?>) e.getValue());
      } else if (e.getKey().equals("failFast") && e.getValue() instanceof Boolean) {
        progress.failFast = (Boolean) e.getValue();
      } else {
        throw new IllegalArgumentException("Expected a closure or failFast but found " + e.getKey() + "=" + e.getValue());
      }
    }
    call.state = progress;
    if (branches.isEmpty()) {
      call.println("No branches to run");
      return Step.soon(call, progress.results);
    }
    progress.left = branches.size();
    branches.forEach((name, body) -> progress.results.put(name, null));
    branches.forEach((name, body) -> branch(call, name, body));
    return Step.LATER;
  }

  private static void branch(Call call, String name, Closure<?> body) {
    Run run = call.run();
    StageNode node = run.journal().openStage(call.ctx.stage, "branch", name, name, run.seconds());
    Ctx inner = call.ctx.copy();
    inner.branch = name;
    inner.stage = node.id;
    call.startBody(body, inner, "Branch: " + name, (c, outcome) -> ended(c, name, node.id, outcome));
  }

  private static void ended(Call call, String name, int stage, Outcome outcome) {
    Progress progress = (Progress) call.state;
    Blocks.close(call, stage, outcome);
    progress.left--;
    if (outcome.isSuccess()) {
      progress.results.put(name, outcome.getNormal());
    } else {
      call.println("Failed in branch " + name);
      progress.errors.add(outcome.getAbnormal());
      if (progress.failFast && !progress.stopped) {
        progress.stopped = true;
        call.run().interrupt(call, new FlowInterruptedException(Result.ABORTED, new FailFastCause(name)));
      }
    }
    if (progress.left == 0) {
      finish(call, progress);
    }
  }

  private static void finish(Call call, Progress progress) {
    if (progress.errors.isEmpty()) {
      call.success(progress.results);
      return;
    }
    Throwable worst = progress.errors.get(0);
    for (Throwable t : progress.errors) {
      worst = rank(t) < rank(worst) ? t : worst;
    }
    for (Throwable t : progress.errors) {
      if (t != worst) {
        worst.addSuppressed(t);
      }
    }
    call.failure(worst);
  }

  /** Errors of programs count more than failures, those more than interruptions; the worse result first. */
  private static int rank(Throwable t) {
    if (t instanceof FlowInterruptedException) {
      return 20 - ((FlowInterruptedException) t).getResult().ordinal;
    }
    return t instanceof hudson.AbortException ? 2 : 1;
  }
}

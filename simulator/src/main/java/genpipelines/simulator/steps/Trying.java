package genpipelines.simulator.steps;

import com.cloudbees.groovy.cps.Outcome;
import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Run;
import hudson.model.Result;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Blocks that deal with errors of their body: catchError, warnError, retry. */
final class Trying {
  static final Map<String, Step> STEPS = Map.of(
    "catchError", Trying::start,
    "warnError", Trying::start,
    "retry", Trying::retry);

  private Trying() {
  }

  private static Object start(Call call) {
    call.startBody(call.ctx, null, Trying::caught);
    return Step.LATER;
  }

  private static void caught(Call call, Outcome outcome) {
    if (outcome.isSuccess()) {
      call.success(null);
      return;
    }
    Throwable t = outcome.getAbnormal();
    Run run = call.run();
    boolean interrupted = t instanceof FlowInterruptedException;
    if (interrupted && !call.flag("catchInterruptions", true) && ((FlowInterruptedException) t).isActualInterruption()) {
      call.failure(t);
      return;
    }
    boolean warn = call.name.equals("warnError");
    Result buildResult = interrupted ? ((FlowInterruptedException) t).getResult()
      : Result.fromString(warn ? "UNSTABLE" : call.text("buildResult", "FAILURE"));
    Result stageResult = interrupted ? ((FlowInterruptedException) t).getResult()
      : Result.fromString(warn ? "UNSTABLE" : call.text("stageResult", "SUCCESS"));
    if (call.has("message")) {
      call.println("ERROR: " + call.text("message"));
    }
    call.println(Notes.of(t));
    report(call, run, buildResult, stageResult);
    call.success(null);
  }

  private static void report(Call call, Run run, Result buildResult, Result stageResult) {
    if (buildResult.isWorseThan(Result.SUCCESS) && (run.build().result() == null || buildResult.isWorseThan(run.build().result()))) {
      call.println("Setting overall build result to " + buildResult);
      run.build().worsen(buildResult);
    }
    run.journal().warnStage(call.ctx.stage, stageResult);
  }

  private static Object retry(Call call) {
    call.state = call.number("count", 1);
    call.startBody(call.ctx, null, Trying::again);
    return Step.LATER;
  }

  private static void again(Call call, Outcome outcome) {
    long left = (Long) call.state - 1;
    if (outcome.isSuccess() || left <= 0 || !isRetried(call, outcome.getAbnormal())) {
      call.end(outcome);
      return;
    }
    call.state = left;
    call.println(Notes.of(outcome.getAbnormal()));
    call.println("Retrying");
    call.startBody(call.ctx, null, Trying::again);
  }

  private static boolean isRetried(Call call, Throwable t) {
    if (t instanceof FlowInterruptedException && ((FlowInterruptedException) t).isActualInterruption()) {
      return false;
    }
    List<Object> conditions = call.list("conditions");
    if (conditions.isEmpty()) {
      return true;
    }
    for (Object condition : conditions) {
      UninstantiatedDescribable d = Symbols.read(condition);
      if (Nodes.meets(d.getSymbol(), t)) {
        return true;
      }
    }
    return false;
  }
}

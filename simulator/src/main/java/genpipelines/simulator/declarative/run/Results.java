package genpipelines.simulator.declarative.run;

import genpipelines.simulator.declarative.KnownPlugins;
import genpipelines.simulator.engine.Fiber;
import genpipelines.simulator.engine.Run;
import genpipelines.simulator.engine.StageNode;
import hudson.model.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** The result that the conditions of {@code post} are judged by, and that {@code currentBuild.result} shows inside them. */
public final class Results {
  private static final String SHOWN = "declarative results";

  private Results() {}

  /**
   * The build's result so far, and the error that is on its way. A stage also has the results that were put on it alone, and does not see
   * the error of a stage beside it.
   */
  static Result now(Throwable error, boolean inStage) {
    Run run = Run.current();
    Result result = Result.combine(run.build().result(), run.build().forced());
    StageNode node = inStage ? Reports.stage(run) : null;
    for (String warning : node == null ? List.<String>of() : node.warnings) {
      result = Result.combine(result, Result.fromString(warning));
    }
    result = Result.combine(result, error == null ? null : of(error));
    return result == null ? Result.SUCCESS : result;
  }

  private static Result of(Throwable error) {
    return error instanceof FlowInterruptedException ? ((FlowInterruptedException) error).getResult() : Result.FAILURE;
  }

  /** The conditions that there are, in the order in which they run. */
  public static List<String> inOrder(Collection<String> conditions) {
    return KnownPlugins.POST_CONDITIONS.stream().filter(conditions::contains).collect(Collectors.toCollection(ArrayList::new));
  }

  public static boolean anyMet(Collection<String> conditions, Throwable error, boolean inStage) {
    return conditions.stream().anyMatch(condition -> isMet(condition, error, inStage));
  }

  /** Whether a condition is met now. What compares with the past compares with the previous build, for stages too. */
  public static boolean isMet(String condition, Throwable error, boolean inStage) {
    Result now = now(error, inStage);
    Result before = previous();
    switch (condition) {
      case "changed":
        return before == null || now != before;
      case "fixed":
        return now == Result.SUCCESS && (before == Result.FAILURE || before == Result.UNSTABLE);
      case "regression":
        return before != null && now.isWorseThan(before);
      case "unsuccessful":
        return now != Result.SUCCESS;
      case "always":
      case "cleanup":
        return true;
      default:
        return now == Result.fromString(condition.equals("notBuilt") ? "NOT_BUILT" : condition);
    }
  }

  private static Result previous() {
    List<Map<String, Object>> builds = Run.current().build().previous();
    return builds.isEmpty() ? null : Result.fromString(String.valueOf(builds.get(builds.size() - 1).get("result")));
  }

  /** Makes the current thread see the result as it is judged; gives what it saw before. */
  public static Result show(Throwable error, boolean inStage) {
    Run run = Run.current();
    return shown(run).put(run.running().id, now(error, inStage));
  }

  public static void restore(Result before) {
    Run run = Run.current();
    if (before == null) {
      shown(run).remove(run.running().id);
    } else {
      shown(run).put(run.running().id, before);
    }
  }

  /** The result that {@code currentBuild.result} reads: inside {@code post} the one it is judged by, else the build's own. */
  public static Result visible(Run run) {
    Map<Integer, Result> shown = shown(run);
    for (Fiber fiber = run.running(); fiber != null && !shown.isEmpty(); fiber = fiber.owner == null ? null : fiber.owner.fiber) {
      if (shown.containsKey(fiber.id)) {
        return Result.combine(shown.get(fiber.id), run.build().result());
      }
    }
    return run.build().result();
  }

  private static HashMap<Integer, Result> shown(Run run) {
    return run.memory(SHOWN, HashMap::new);
  }
}

package genpipelines.simulator.declarative.run;

import genpipelines.simulator.engine.Run;
import genpipelines.simulator.engine.StageNode;
import hudson.model.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;

/** What a declarative pipeline tells: lines of the console and marks of stages. */
public final class Reports {
  public static final String NO_NODE = "Attempted to execute a step that requires a node context while ‘agent none’ was specified. "
      + "Be sure to specify your own ‘node { ... }’ blocks when using ‘agent none’.";
  private static final String STATUS = "STAGE_STATUS";
  private static final Map<String, String> TEXTS = Map.of("failure", "due to earlier failure(s)",
      "unstable", "due to earlier stage(s) marking the build as unstable", "when", "due to when conditional");
  private static final Map<String, String> STATES = Map.of("failure", "SKIPPED_FOR_FAILURE", "unstable", "SKIPPED_FOR_UNSTABLE",
      "when", "SKIPPED_FOR_CONDITIONAL");

  private Reports() {}

  /** Why a stage is skipped: {@code failure}, {@code unstable} or {@code when}, and the name it is reported under. */
  public static Map<String, String> reason(String kind, String stage) {
    Map<String, String> reason = new LinkedHashMap<>();
    reason.put("kind", kind);
    reason.put("stage", stage);
    return reason;
  }

  /** Why a stage is skipped before anything of it is looked at, or null: an error before it, or an unstable build under that option. */
  public static Map<String, String> reasonToSkip(Map<String, ?> root, Map<String, ?> stage, Throwable error) {
    Map<?, ?> flags = (Map<?, ?>) root.get("flags");
    String name = String.valueOf(stage.get("name"));
    if (error != null) {
      return reason("failure", name);
    }
    boolean skips = flags != null && Boolean.TRUE.equals(flags.get("skipStagesAfterUnstable"));
    return skips && Results.visible(Run.current()) == Result.UNSTABLE ? reason("unstable", name) : null;
  }

  /** Reports that the current stage is skipped. */
  public static void skipped(Map<String, String> reason, String name) {
    Run run = Run.current();
    run.console().flow("getContext");
    line("Stage \"" + reason.get("stage") + "\" skipped " + TEXTS.get(reason.get("kind")));
    for (StageNode node : nodes(run, name)) {
      node.skipped = reason.get("kind");
      node.tags.put(STATUS, STATES.get(reason.get("kind")));
    }
  }

  /** Marks the stage of that name: it failed, and the pipeline goes on to skip the others and to run what comes after. */
  public static void failed(String name) {
    for (StageNode node : nodes(Run.current(), name)) {
      if (node.skipped == null) {
        node.tags.put(STATUS, "FAILED_AND_CONTINUED");
      }
    }
  }

  /** Marks the current stage as one that the interpreter made: PRE or POST. */
  public static void synthetic(String kind) {
    StageNode node = stage(Run.current());
    if (node != null) {
      node.tags.put("SYNTHETIC_STAGE", kind);
    }
  }

  public static void line(String text) {
    Run run = Run.current();
    run.console().println(run.running().ctx, text);
  }

  /** Reports an error in a condition of {@code post}. */
  public static void postFailed(String condition, Throwable error, String stage) {
    line("Error when executing " + condition + " post condition:");
    line(error.getClass().getName() + (error.getMessage() == null ? "" : ": " + error.getMessage()));
    if (stage != null) {
      failed(stage);
    }
  }

  public static boolean needsNode(MissingContextVariableException missing) {
    String message = String.valueOf(missing.getMessage());
    return message.contains("hudson.FilePath") || message.contains("hudson.Launcher");
  }

  /** The innermost stage or branch around the current thread, or null. */
  static StageNode stage(Run run) {
    int stage = run.running() == null ? -1 : run.running().ctx.stage;
    return stage < 0 ? null : run.journal().stages.get(stage);
  }

  /** The stage of that name around the current thread, else the last that ran, and the parallel branch of the same name around it. */
  private static List<StageNode> nodes(Run run, String name) {
    List<StageNode> all = run.journal().stages;
    StageNode found = around(all, stage(run), name);
    for (int index = all.size() - 1; found == null && index >= 0; index--) {
      found = all.get(index).name.equals(name) ? all.get(index) : null;
    }
    if (found == null) {
      return List.of();
    }
    StageNode outer = found.parent < 0 ? null : all.get(found.parent);
    return outer != null && outer.name.equals(name) ? List.of(found, outer) : List.of(found);
  }

  private static StageNode around(List<StageNode> all, StageNode start, String name) {
    StageNode node = start;
    while (node != null && !node.name.equals(name)) {
      node = node.parent < 0 ? null : all.get(node.parent);
    }
    return node;
  }
}

package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Lines;
import hudson.AbortException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.codehaus.groovy.control.CompilationFailedException;
import org.jenkinsci.plugins.workflow.actions.ErrorAction.ErrorId;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Errors as the console shows them. */
public final class Notes {
  private static final String ERROR_ID = "org.jenkinsci.plugins.workflow.actions.ErrorAction$ErrorId: 00000000-0000-0000-0000-000000000000";

  private Notes() {
  }

  /** The lines about an error that ended a build, or that a step caught and reports. */
  public static String of(Throwable t) {
    if (t instanceof AbortException) {
      return "ERROR: " + t.getMessage();
    }
    if (t instanceof FlowInterruptedException) {
      String causes = ((FlowInterruptedException) t).getCauses().stream()
        .filter(c -> !(c instanceof CauseOfInterruption.UserInterruption))
        .map(c -> c.getShortDescription() + "\n").collect(Collectors.joining());
      return causes + ERROR_ID;
    }
    if (t instanceof CompilationFailedException) {
      return t.getClass().getName() + ": " + t.getMessage();
    }
    StringBuilder text = new StringBuilder("Also:   " + ERROR_ID + "\n" + t.getClass().getName()
      + (t.getMessage() == null ? "" : ": " + t.getMessage()));
    for (StackTraceElement e : t.getStackTrace()) {
      if (Lines.isScript(e)) {
        text.append("\n\tat ").append(e);
      }
    }
    return text.toString();
  }

  /** Gives an error that a step threw the lines of the script, which it cannot know. */
  static void addLines(Call call, Throwable t) {
    if (Arrays.stream(t.getSuppressed()).noneMatch(ErrorId.class::isInstance)) {
      t.addSuppressed(new ErrorId(new UUID(0, call.id).toString()));
    }
    if (Arrays.stream(t.getStackTrace()).anyMatch(Lines::isScript)) {
      return;
    }
    List<StackTraceElement> lines = new ArrayList<>();
    if (call.line != null) {
      lines.add(call.line);
    }
    lines.addAll(call.fiber.stack());
    lines.addAll(Arrays.asList(t.getStackTrace()));
    t.setStackTrace(lines.toArray(new StackTraceElement[0]));
  }
}

package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Result;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;

/** Thrown into a program whose step is interrupted: by an abort, a timeout, a fail-fast sibling, a rejected input. */
public final class FlowInterruptedException extends InterruptedException {
  private static final long serialVersionUID = 1L;

  private final Result result;
  private final boolean actualInterruption;
  private final List<CauseOfInterruption> causes;

  public FlowInterruptedException(Result result, boolean actualInterruption, CauseOfInterruption... causes) {
    this.result = result;
    this.actualInterruption = actualInterruption;
    this.causes = Arrays.asList(causes);
  }

  public FlowInterruptedException(Result result, CauseOfInterruption... causes) {
    this(result, true, causes);
  }

  public Result getResult() {
    return result;
  }

  public List<CauseOfInterruption> getCauses() {
    return causes;
  }

  /** False for a bad downstream build, which uses this class only to carry a result. */
  public boolean isActualInterruption() {
    return actualInterruption;
  }

  @Override
  public String getMessage() {
    return causes.isEmpty() ? null
      : causes.stream().map(CauseOfInterruption::getShortDescription).collect(Collectors.joining(", "));
  }
}

package org.jenkinsci.plugins.workflow.steps;

import jenkins.model.CauseOfInterruption;

/** Home of the cause that a timeout gives; the step itself is in genpipelines.simulator.steps. */
public final class TimeoutStepExecution {
  private TimeoutStepExecution() {
  }

  /** The time limit was exceeded. */
  public static final class ExceededTimeout extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;
    public final int call;

    public ExceededTimeout(int call) {
      this.call = call;
    }

    @Override
    public String getShortDescription() {
      return "Timeout has been exceeded";
    }
  }
}

package genpipelines.simulator.engine;

/** A build used up its budget of steps, time or output. Not catchable by a pipeline: the build ends. */
public final class BudgetError extends Error {
  private static final long serialVersionUID = 1L;

  public BudgetError(String message) {
    super(message);
  }
}

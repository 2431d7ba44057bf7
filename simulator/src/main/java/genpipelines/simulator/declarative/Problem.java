package genpipelines.simulator.declarative;

/** One error of the declarative validator: where it is (lines and columns count from 1) and what is wrong. */
public final class Problem {
  public final int line;
  public final int column;
  public final String message;
  /** Stable name of the rule that found it, such as {@code section-unknown}. */
  public final String ruleId;

  public Problem(int line, int column, String message, String ruleId) {
    this.line = line;
    this.column = column;
    this.message = message;
    this.ruleId = ruleId;
  }

  @Override
  public String toString() {
    return line + ":" + column + ": " + message + " [" + ruleId + "]";
  }
}

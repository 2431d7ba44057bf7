package hudson.model;

import java.io.Serializable;

/** Result of a build or a stage; the order is from best to worst. */
public final class Result implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final Result SUCCESS = new Result("SUCCESS", 0);
  public static final Result UNSTABLE = new Result("UNSTABLE", 1);
  public static final Result FAILURE = new Result("FAILURE", 2);
  public static final Result NOT_BUILT = new Result("NOT_BUILT", 3);
  public static final Result ABORTED = new Result("ABORTED", 4);

  private static final Result[] ALL = {SUCCESS, UNSTABLE, FAILURE, NOT_BUILT, ABORTED};

  private final String name;
  public final int ordinal;

  private Result(String name, int ordinal) {
    this.name = name;
    this.ordinal = ordinal;
  }

  /** The result of that name in any case; FAILURE when there is none, as Jenkins reads it. */
  public static Result fromString(String s) {
    for (Result r : ALL) {
      if (s.equalsIgnoreCase(r.name)) {
        return r;
      }
    }
    return FAILURE;
  }

  /** Whether a result of exactly this name exists. */
  public static boolean isName(String s) {
    for (Result r : ALL) {
      if (r.name.equalsIgnoreCase(s)) {
        return true;
      }
    }
    return false;
  }

  /** The worse of two results; null counts as none. */
  public static Result combine(Result a, Result b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isWorseThan(b) ? a : b;
  }

  public boolean isWorseThan(Result that) {
    return ordinal > that.ordinal;
  }

  public boolean isWorseOrEqualTo(Result that) {
    return ordinal >= that.ordinal;
  }

  public boolean isBetterThan(Result that) {
    return ordinal < that.ordinal;
  }

  public boolean isBetterOrEqualTo(Result that) {
    return ordinal <= that.ordinal;
  }

  private Object readResolve() {
    return ALL[ordinal];
  }

  @Override
  public String toString() {
    return name;
  }
}

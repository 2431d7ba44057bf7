package genpipelines.simulator.engine;

import java.io.Serializable;

/** Something that happens at a time of the simulated clock. */
public final class Timer implements Serializable, Comparable<Timer> {
  private static final long serialVersionUID = 1L;

  /** Work of a timer; saved with the program. */
  public interface Work extends Serializable {
    void run(Run run);
  }

  final long at;
  final long order;
  final Work work;
  boolean cancelled;

  Timer(long at, long order, Work work) {
    this.at = at;
    this.order = order;
    this.work = work;
  }

  public void cancel() {
    cancelled = true;
  }

  @Override
  public int compareTo(Timer other) {
    return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
  }
}

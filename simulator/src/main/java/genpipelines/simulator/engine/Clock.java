package genpipelines.simulator.engine;

import java.io.Serializable;
import java.time.Instant;
import java.util.PriorityQueue;

/** The simulated clock of a build, and what happens at its times. */
public final class Clock implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String FIRST_INSTANT = "2026-01-05T09:00:00Z";

  private final long epoch;
  private final long longest;
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private long millis;
  private long order;

  Clock(Request request) {
    epoch = Instant.parse(request.text("start", FIRST_INSTANT)).toEpochMilli();
    longest = request.budget("clock", 30L * 24 * 3600);
  }

  /** Milliseconds since the epoch. */
  public long now() {
    return epoch + millis;
  }

  /** Milliseconds since the start of the build. */
  public long millis() {
    return millis;
  }

  Timer after(long delay, Timer.Work work) {
    Timer timer = new Timer(millis + Math.max(0, delay), order++, work);
    timers.add(timer);
    return timer;
  }

  /** Milliseconds until the next timer; negative when there is none. */
  long untilNext() {
    while (!timers.isEmpty() && timers.peek().cancelled) {
      timers.poll();
    }
    return timers.isEmpty() ? -1 : Math.max(0, timers.peek().at - millis);
  }

  /** Lets real time pass, while a process runs. */
  void pass(long real) {
    millis += real;
  }

  /** Goes to the next timer and has its work done. */
  void next(Run run) {
    Timer timer = timers.poll();
    millis = Math.max(millis, timer.at);
    if (millis / 1000 > longest) {
      throw new BudgetError("The build takes longer than " + longest + " simulated seconds: something waits without end.");
    }
    timer.work.run(run);
  }
}

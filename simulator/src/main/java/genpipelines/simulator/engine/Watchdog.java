package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.Continuable;

/** Ends a build that uses more real time than it may: first the program at its next step, then by an interrupt inside it. */
public final class Watchdog implements AutoCloseable {
  private final long deadline;
  private final long limit;
  private volatile Continuable inside;
  private volatile boolean expired;
  private final Thread thread;

  /** @param seconds real seconds of work */
  Watchdog(long seconds) {
    limit = seconds;
    deadline = System.nanoTime() + seconds * 1_000_000_000L;
    thread = new Thread(this::watch, "watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      long left = deadline - System.nanoTime();
      if (left > 0) {
        Thread.sleep(left / 1_000_000L + 1);
      }
      expired = true;
      while (!Thread.currentThread().isInterrupted()) {
        Continuable c = inside;
        if (c != null) {
          c.superInterrupt(error());
        }
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void enter(Continuable program) {
    inside = program;
  }

  void leave() {
    inside = null;
  }

  boolean isExpired() {
    return expired;
  }

  /** @throws BudgetError when the time is over */
  public void check() {
    if (expired) {
      throw error();
    }
  }

  BudgetError error() {
    return new BudgetError("The build has worked for more than " + limit + " s of real time: it never ends.");
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

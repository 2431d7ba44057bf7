package genpipelines.simulator.engine;

import java.io.Serializable;

/** How long the program itself has worked: the Groovy of the Jenkinsfile and its libraries, without the steps that it calls. */
final class Stopwatch implements Serializable {
  private static final long serialVersionUID = 1L;

  private long nanos;
  private long since = -1;

  void start() {
    since = System.nanoTime();
  }

  void stop() {
    if (since >= 0) {
      nanos += System.nanoTime() - since;
      since = -1;
    }
  }

  double millis() {
    return Math.round(nanos / 1e3) / 1e3;
  }
}

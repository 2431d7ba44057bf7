package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;

/** What a step does. Has no state of its own: what must be remembered is in the call. */
interface Step {
  /** Given back by a step that ends later. */
  Object LATER = new Object();

  /** Starts the step; gives its value, or {@link #LATER}. */
  Object start(Call call) throws Exception;

  /** Interrupts a step that has not ended. */
  default void stop(Call call, Throwable cause) {
    call.failure(cause);
  }

  /** The step is given up without an end; releases what it holds. */
  default void kill(Call call) {
  }

  /** Ends the call with a value once all threads wait, as steps do that work on another thread of the controller. */
  static Object soon(Call call, Object value) {
    call.run().after(0, run -> call.success(value));
    return LATER;
  }
}

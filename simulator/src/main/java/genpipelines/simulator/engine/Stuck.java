package genpipelines.simulator.engine;

import hudson.AbortException;
import java.util.stream.Collectors;

/** Nothing will ever happen in the build again: says what it waits for. */
final class Stuck {
  private Stuck() {
  }

  static Throwable error(Run run) {
    String waits = run.leaves().stream().filter(f -> f.call != null).map(f -> describe(f.call)).collect(Collectors.joining("; "));
    String message = "The build waits for ever" + (waits.isEmpty() ? "" : ": " + waits)
      + ". Give the scenario an answer, an event, or the pipeline a timeout.";
    run.violation("scenario", message, null);
    return new AbortException(message);
  }

  private static String describe(Call call) {
    String place = call.line == null ? "" : " at " + Lines.place(call.line).get("file") + ":" + call.line.getLineNumber();
    return call.name + (call.args.isEmpty() ? "" : " " + call.args) + place;
  }
}

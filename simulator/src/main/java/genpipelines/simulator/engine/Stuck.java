package genpipelines.simulator.engine;

import hudson.AbortException;
import java.util.ArrayList;
import java.util.List;
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
    List<StackTraceElement> stack = new ArrayList<>(call.fiber.stack());
    if (call.line != null) {
      stack.add(0, call.line);
    }
    String place = Lines.places(stack).stream().limit(1).map(p -> " at " + p.get("file") + ":" + p.get("line")).collect(Collectors.joining());
    return call.name + (call.args.isEmpty() ? "" : " " + call.args) + place;
  }
}

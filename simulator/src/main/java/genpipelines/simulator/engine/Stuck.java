package genpipelines.simulator.engine;

import hudson.AbortException;
import java.util.stream.Collectors;

/** Nothing will ever happen in the build again: says what it waits for. */
final class Stuck {
    private Stuck() {
    }

    static Throwable error(Run run) {
        String waits = run.fibers().stream().filter(f -> f.call != null && f.call.body == null)
            .map(f -> f.call.name + (f.call.args.isEmpty() ? "" : " " + f.call.args))
            .collect(Collectors.joining("; "));
        String message = "The build waits for ever" + (waits.isEmpty() ? "" : ": " + waits)
            + ". Give the scenario an answer, an event, or the pipeline a timeout.";
        run.violation("scenario", message, null);
        return new AbortException(message);
    }
}

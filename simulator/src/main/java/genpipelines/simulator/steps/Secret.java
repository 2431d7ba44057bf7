package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Lines;
import genpipelines.simulator.engine.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The warning about secrets that Groovy put into the arguments of a step. */
final class Secret {
  private Secret() {
  }

  static void warn(Run run, String step, Call call) {
    if (call.ctx.secrets.isEmpty() || step.equals("withCredentials") || step.equals("withEnv")) {
      return;
    }
    List<String> names = new ArrayList<>();
    String text = String.valueOf(call.args.values());
    call.ctx.secrets.forEach((name, value) -> {
      if (!value.isEmpty() && text.contains(value)) {
        names.add(name);
      }
    });
    if (names.isEmpty()) {
      return;
    }
    run.console().println(call.ctx, "Warning: A secret was passed to \"" + step
      + "\" using Groovy String interpolation, which is insecure.\n\t\t Affected argument(s) used the following variable(s): "
      + names + "\n\t\t See https://jenkins.io/redirect/groovy-string-interpolation for details.");
    Map<String, Object> warning = new LinkedHashMap<>();
    warning.put("kind", "interpolation");
    warning.put("message", "the secret of " + String.join(", ", names) + " was put into the arguments of " + step + " by Groovy");
    warning.put("at", call.line == null ? List.of() : List.of(Lines.place(call.line)));
    run.journal().warnings.add(warning);
  }
}

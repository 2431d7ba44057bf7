package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import hudson.AbortException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Steps that fetch the source: checkout and git. */
final class Sources {
  private static final Step CHECKOUT = new Step() {
    @Override
    public Object start(Call call) throws Exception {
      return checkout(call);
    }

    @Override
    public void stop(Call call, Throwable cause) {
      if (call.run().shell().stop(call)) {
        call.state = cause;
      } else {
        call.failure(cause);
      }
    }

    @Override
    public void kill(Call call) {
      call.run().shell().stop(call);
    }
  };
  static final Map<String, Step> STEPS = Map.of("checkout", CHECKOUT, "git", CHECKOUT);

  private Sources() {
  }

  private static Object checkout(Call call) throws Exception {
    Run run = call.run();
    Map<String, Object> scm = run.request().map("scm");
    if (Answered.replyOrFailure(call) == null && run.shell().isReal()) {
      if (scm.isEmpty()) {
        throw new AbortException("there is no source to check out: give the request `scm`");
      }
      if (Fetch.takes(call)) {
        return Fetch.start(call);
      }
    }
    Request.asMap(scm.get("files")).forEach((path, text) -> write(call, path, String.valueOf(text)));
    return Step.soon(call, variables(call, run, scm));
  }

  private static void write(Call call, String path, String text) {
    try {
      FileSteps.write(call, path, text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The variables of a checkout, which the declarative checkout puts into the environment. */
  public static LinkedHashMap<String, Object> variables(Call call, Run run, Map<String, Object> scm) {
    LinkedHashMap<String, Object> variables = new LinkedHashMap<>();
    String branch = String.valueOf(scm.getOrDefault("branch", call.text("branch", "main")));
    variables.put("GIT_BRANCH", branch);
    variables.put("GIT_COMMIT", String.valueOf(scm.getOrDefault("commit", "0123456789abcdef0123456789abcdef01234567")));
    variables.put("GIT_LOCAL_BRANCH", branch);
    variables.put("GIT_URL", String.valueOf(scm.getOrDefault("url", call.text("url", "https://git.example.com/repository.git"))));
    for (Map<String, Object> earlier : run.build().previous()) {
      if (earlier.get("commit") != null) {
        variables.put("GIT_PREVIOUS_COMMIT", earlier.get("commit"));
        if ("SUCCESS".equals(earlier.get("result"))) {
          variables.put("GIT_PREVIOUS_SUCCESSFUL_COMMIT", earlier.get("commit"));
        }
      }
    }
    return variables;
  }
}

package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Environment;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import hudson.AbortException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A checkout that really fetches, where commands are real and the request names a repository. */
final class Fetch {
  private static final String SCRIPT = String.join("\n",
    "#!/bin/sh", "set -eu", "git init --quiet", "git config remote.origin.url \"$FETCH_FROM\"",
    "git config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*'",
    "git fetch --quiet --force --no-tags ${FETCH_DEPTH:+--depth=\"$FETCH_DEPTH\"} origin \"+$FETCH_REF:refs/remotes/origin/$FETCH_BRANCH\"",
    "git checkout --quiet --force --detach \"refs/remotes/origin/$FETCH_BRANCH\"", "git rev-parse HEAD", "");

  private Fetch() {
  }

  /** Whether this call is one. */
  static boolean takes(Call call) {
    return call.run().shell().isReal() && call.run().request().map("scm").get("repository") != null;
  }

  static Object start(Call call) throws IOException {
    Run run = call.run();
    Map<String, Object> scm = run.request().map("scm");
    Map<String, String> environment = new LinkedHashMap<>(Environment.of(run, call.ctx));
    environment.put("FETCH_FROM", String.valueOf(scm.get("repository")));
    environment.put("FETCH_REF", String.valueOf(scm.get("ref")));
    environment.put("FETCH_BRANCH", String.valueOf(scm.get("branch")));
    environment.put("FETCH_DEPTH", depth(call.args.get("scm")));
    call.println("Fetching upstream changes from " + scm.get("repository"));
    run.shell().start(call, SCRIPT, environment, true, Fetch::ended);
    return Step.LATER;
  }

  /** The depth that the call's clone option asks for; empty for the whole history. */
  private static String depth(Object scm) {
    if (scm instanceof Map) {
      for (Map<String, Object> extension : Request.asMaps(((Map<?, ?>) scm).get("extensions"))) {
        if ("CloneOption".equals(extension.get("$class")) && extension.get("depth") != null) {
          return String.valueOf(extension.get("depth"));
        }
      }
    }
    return "";
  }

  private static void ended(Call call, int status, String stdout, String stderr) {
    if (call.isDone()) {
      return;
    }
    if (call.state != null) {
      call.failure((Throwable) call.state);
    } else if (status != 0) {
      call.failure(new AbortException("Error fetching remote repo 'origin'"));
    } else {
      Map<String, Object> scm = new LinkedHashMap<>(call.run().request().map("scm"));
      scm.put("commit", stdout.trim());
      scm.put("url", scm.get("repository"));
      call.success(Sources.variables(call, call.run(), scm));
    }
  }
}

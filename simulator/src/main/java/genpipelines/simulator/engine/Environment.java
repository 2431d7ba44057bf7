package genpipelines.simulator.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The environment that is in force at a step. */
public final class Environment {
  private Environment() {
  }

  /** Everything in force: the build's own variables, the node's, those of `env.X = …`, and the layers of blocks. */
  public static Map<String, String> of(Run run, Ctx ctx) {
    Map<String, String> env = new TreeMap<>(builtIn(run));
    if (ctx.agent != null) {
      env.putAll(ofNode(ctx));
      override(env, ctx.agent.environment);
    }
    env.putAll(run.build().variables);
    ctx.environment.forEach(layer -> override(env, layer));
    return env;
  }

  /** Only what the pipeline itself added, for reports. */
  public static Map<String, String> added(Run run, Ctx ctx) {
    Map<String, String> env = new TreeMap<>(run.build().variables);
    ctx.environment.forEach(layer -> override(env, layer));
    return env;
  }

  /** Applies a layer: an empty value removes the name, `PATH+X` puts its value in front. */
  private static void override(Map<String, String> env, Map<String, String> layer) {
    layer.forEach((key, value) -> {
      int plus = key.indexOf('+');
      if (plus > 0) {
        String name = key.substring(0, plus);
        String old = env.get(name);
        env.put(name, old == null || old.isEmpty() ? value : value + ":" + old);
      } else if (value == null || value.isEmpty()) {
        env.remove(key);
      } else {
        env.put(key, value);
      }
    });
  }

  private static Map<String, String> builtIn(Run run) {
    Map<String, String> env = new LinkedHashMap<>();
    Build build = run.build();
    Request request = run.request();
    String url = request.job("url", "http://jenkins.example.com/");
    String jobUrl = url + "job/" + build.fullName().replace("/", "/job/") + "/";
    env.put("BUILD_NUMBER", String.valueOf(build.number()));
    env.put("BUILD_ID", String.valueOf(build.number()));
    env.put("BUILD_DISPLAY_NAME", build.displayName);
    env.put("BUILD_TAG", "jenkins-" + build.fullName().replace('/', '-') + "-" + build.number());
    env.put("BUILD_URL", jobUrl + build.number() + "/");
    env.put("JOB_NAME", build.fullName());
    env.put("JOB_BASE_NAME", build.name());
    env.put("JOB_URL", jobUrl);
    env.put("JENKINS_URL", url);
    env.put("HUDSON_URL", url);
    env.put("RUN_DISPLAY_URL", jobUrl + build.number() + "/display/redirect");
    env.put("RUN_CHANGES_DISPLAY_URL", jobUrl + build.number() + "/display/redirect?page=changes");
    env.put("CI", "true");
    build.startedWith().forEach((k, v) -> env.put(k, String.valueOf(v)));
    branch(env, request.map("branch"));
    request.map("environment").forEach((k, v) -> env.put(k, String.valueOf(v)));
    return env;
  }

  private static void branch(Map<String, String> env, Map<String, Object> branch) {
    if (branch.get("name") == null) {
      return;
    }
    env.put("BRANCH_NAME", branch.get("name").toString());
    if (Boolean.TRUE.equals(branch.get("primary"))) {
      env.put("BRANCH_IS_PRIMARY", "true");
    }
    put(env, "TAG_NAME", branch.get("tag"));
    Map<String, Object> change = Request.asMap(branch.get("change"));
    for (String key : List.of("id", "target", "branch", "author", "title", "url", "fork")) {
      put(env, "CHANGE_" + key.toUpperCase(), change.get(key));
    }
  }

  private static void put(Map<String, String> env, String key, Object value) {
    if (value != null) {
      env.put(key, value.toString());
    }
  }

  private static Map<String, String> ofNode(Ctx ctx) {
    Map<String, String> env = new LinkedHashMap<>();
    env.put("PATH", ctx.agent.windows ? "C:\\Windows\\system32" : "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    env.put("HOME", ctx.agent.windows ? "C:\\Users\\jenkins" : "/home/jenkins");
    env.put("NODE_NAME", ctx.agent.node);
    env.put("NODE_LABELS", String.join(" ", ctx.agent.labels));
    env.put("EXECUTOR_NUMBER", String.valueOf(ctx.agent.executor));
    env.put("WORKSPACE", ctx.agent.workspace);
    env.put("WORKSPACE_TMP", ctx.agent.workspace + "@tmp");
    return env;
  }
}

package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Engine;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import genpipelines.simulator.engine.Timer;
import hudson.AbortException;
import hudson.model.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.steps.build.RunWrapper;

/** The build step: other jobs, run by this engine or as the scenario says they end. */
final class Jobs {
  static final Map<String, Step> STEPS = Map.of("build", new BuildStep());
  private static final List<String> INHERITED = List.of("sandbox", "libraries", "contracts", "credentials", "plugins", "nodes",
    "resources", "tools", "shell", "http", "steps", "durability", "budget", "environment");

  private Jobs() {
  }

  /** A started build ended badly. */
  static final class DownstreamFailure extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;
    private final String text;

    DownstreamFailure(String text) {
      this.text = text;
    }

    @Override
    public String getShortDescription() {
      return text;
    }
  }

  private static final class BuildStep implements Step {
    @Override
    public Object start(Call call) throws Exception {
      Run run = call.run();
      String job = call.text("job").replaceAll("^.*/", "");
      Map<String, Object> known = Request.asMap(run.request().map("downstream").get(job));
      if (known.isEmpty()) {
        throw new AbortException("No item named " + call.text("job") + " found");
      }
      String shown = (folder(run) + job).replace("/", " » ");
      call.println("Scheduling project: " + shown);
      List<Object> builds = run.journal().downstream.computeIfAbsent(job, j -> new ArrayList<>());
      int number = builds.size() + 1;
      Map<String, Object> answer = perform(run, call, job, known, number);
      builds.add(shortened(answer, number));
      if (!call.flag("wait", true)) {
        return Step.soon(call, null);
      }
      call.println("Starting building: " + shown + " #" + number);
      long millis = Request.millis(answer.get("clock"), 0);
      call.state = run.after(millis, r -> ended(call, job, shown, number, answer));
      return LATER;
    }

    @Override
    public void stop(Call call, Throwable cause) {
      ((Timer) call.state).cancel();
      String job = folder(call.run()) + call.text("job").replaceAll("^.*/", "");
      call.failure(new AbortException("Build of " + job.replace("/", " » ") + " was cancelled"));
    }
  }

  private static String folder(Run run) {
    String name = run.build().fullName();
    return name.contains("/") ? name.substring(0, name.lastIndexOf('/') + 1) : "";
  }

  private static Map<String, Object> perform(Run run, Call call, String job, Map<String, Object> known, int number) {
    if (known.get("script") == null) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("result", known.getOrDefault("result", "SUCCESS"));
      answer.put("clock", known.getOrDefault("seconds", 0));
      answer.put("environment", Request.asMap(known.get("variables")));
      return answer;
    }
    Map<String, Object> request = new LinkedHashMap<>();
    for (String key : INHERITED) {
      if (run.request().get(key) != null) {
        request.put(key, run.request().get(key));
      }
    }
    Map<String, Object> jobPart = new LinkedHashMap<>(run.request().map("job"));
    jobPart.put("name", job);
    jobPart.put("number", number);
    jobPart.put("cause", "upstream");
    jobPart.put("parameters", Request.asMaps(known.get("parameters")));
    request.put("job", jobPart);
    request.put("script", known.get("script"));
    request.put("params", values(call, known));
    request.put("downstream", run.request().map("downstream"));
    return new Engine().run(request);
  }

  /** Values of the build's parameters; those the job lacks are seen by it all the same, but not in its environment. */
  private static Map<String, Object> values(Call call, Map<String, Object> known) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Object p : call.list("parameters")) {
      UninstantiatedDescribable d = Symbols.read(p);
      Object value = d.getArguments().get("value");
      boolean flag = d.getSymbol().equals("booleanParam");
      values.put(String.valueOf(d.getArguments().get("name")), flag ? value : value == null ? "" : value.toString());
    }
    return values;
  }

  private static Map<String, Object> shortened(Map<String, Object> answer, int number) {
    Map<String, Object> copy = new LinkedHashMap<>();
    for (String key : List.of("result", "log", "clock")) {
      copy.put(key, answer.get(key));
    }
    copy.put("number", number);
    return copy;
  }

  private static void ended(Call call, String job, String shown, int number, Map<String, Object> answer) {
    String result = String.valueOf(answer.get("result"));
    call.println("Build " + shown + " #" + number + " completed: " + result);
    boolean bad = Result.fromString(result).isWorseThan(Result.SUCCESS);
    if (bad && call.flag("propagate", true)) {
      String text = folder(call.run()) + job + " #" + number + " completed with status " + result + " (propagate: false to ignore)";
      call.failure(new FlowInterruptedException(Result.fromString(result), false, new DownstreamFailure(text)));
      return;
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("number", number);
    facts.put("result", result);
    facts.put("job", job);
    facts.put("fullName", folder(call.run()) + job);
    facts.put("duration", answer.get("clock"));
    facts.put("description", answer.get("description"));
    facts.put("variables", new LinkedHashMap<>(Request.asMap(answer.get("environment"))));
    call.success(RunWrapper.finished(facts));
  }
}

package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Environment;
import genpipelines.simulator.engine.Run;
import hudson.AbortException;
import java.util.Map;

/** Commands on an agent: sh, bat, powershell, pwsh. */
final class Commands {
  private static final Step STEP = new CommandStep();
  static final Map<String, Step> STEPS = Map.of("sh", STEP, "bat", STEP, "powershell", STEP, "pwsh", STEP);

  private Commands() {
  }

  private static final class CommandStep implements Step {
    @Override
    public Object start(Call call) throws Exception {
      Run run = call.run();
      if (!call.has("script")) {
        throw new IllegalArgumentException("Could not instantiate " + call.args + " for "
          + Registry.signature(run, call.name).type + ": java.lang.reflect.InvocationTargetException");
      }
      boolean unix = call.name.equals("sh") || call.name.equals("pwsh");
      if (unix == call.ctx.agent.windows && !call.name.equals("pwsh")) {
        throw new AbortException(unix ? "Unix scripts can only be run on Unix nodes" : "Batch scripts can only be run on Windows nodes");
      }
      if (call.flag("returnStdout", false) && call.flag("returnStatus", false)) {
        throw new IllegalArgumentException("you may not request both returnStdout and returnStatus");
      }
      String script = call.text("script");
      if (script.isEmpty()) {
        call.println("Warning: was asked to run an empty script");
      }
      Map<String, String> environment = Environment.of(run, call.ctx);
      run.secrets().checkCommand(call.name, script);
      run.secrets().checkEnvironment(call.name, environment, call.ctx);
      Records.of(call).put("command", run.secrets().hide(script));
      if (!run.shell().isReal()) {
        show(call, script);
      }
      run.shell().start(call, script, environment, call.flag("returnStdout", false), CommandStep::ended);
      return LATER;
    }

    /** The trace that a shell would print of its commands. */
    private static void show(Call call, String script) {
      boolean trace = call.name.equals("sh") && !script.startsWith("#!");
      for (String line : script.trim().split("\n")) {
        if (trace && !line.isBlank() && !line.trim().startsWith("#")) {
          call.println("+ " + line.trim());
        }
      }
    }

    private static void ended(Call call, int status, String stdout, String stderr) {
      Run run = call.run();
      if (call.isDone()) {
        return;
      }
      Map<String, Object> record = Records.of(call);
      record.put("status", status);
      record.put("output", run.secrets().hide(stdout));
      print(call, stderr);
      if (!call.flag("returnStdout", false)) {
        print(call, stdout);
      }
      if (call.state != null) {
        call.failure((Throwable) call.state);
      } else if (call.flag("returnStatus", false)) {
        call.success(status);
      } else if (status != 0) {
        call.failure(new AbortException("script returned exit code " + status));
      } else {
        call.success(call.flag("returnStdout", false) ? stdout : null);
      }
    }

    private static void print(Call call, String text) {
      if (!text.isEmpty()) {
        call.println(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
      }
    }

    @Override
    public void stop(Call call, Throwable cause) {
      call.println("Sending interrupt signal to process");
      if (call.run().shell().stop(call)) {
        call.state = cause;
      } else {
        call.println("Terminated");
        call.println("script returned exit code 143");
        call.failure(cause);
      }
    }

    @Override
    public void kill(Call call) {
      call.run().shell().stop(call);
    }
  }
}

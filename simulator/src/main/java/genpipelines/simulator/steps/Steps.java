package genpipelines.simulator.steps;

import com.cloudbees.groovy.cps.Outcome;
import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Ctx;
import genpipelines.simulator.engine.Run;
import groovy.lang.Closure;
import hudson.AbortException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;

/** The way of a call from a script to its step and back. */
public final class Steps {
  private Steps() {
  }

  /** Calls a step or makes what a symbol means; suspends the program when the step ends later. */
  public static Object invoke(Run run, String name, Object passed) {
    Map<String, Object> contract = Contract.of(run, name);
    if (contract != null) {
      return perform(run, Contract.signature(name, contract), Contract.step(name), passed);
    }
    Signature s = Registry.signature(run, name);
    if (s != null) {
      return perform(run, s, Registry.step(name), passed);
    }
    if (Symbols.isKnown(name)) {
      return Symbols.make(name, passed);
    }
    throw unknown(run, name);
  }

  private static Error unknown(Run run, String name) {
    List<String> names = Registry.names(run);
    TreeSet<String> all = new TreeSet<>(names);
    run.program().libraryVariables().forEach(all::add);
    all.addAll(run.request().map("contracts").keySet());
    run.violation("step", "there is no step " + name + Nearest.hint(name, all), run.line());
    return new NoSuchMethodError("No such DSL method '" + name + "' found among steps [" + String.join(", ", names) + "]");
  }

  private static Object perform(Run run, Signature s, Step step, Object passed) {
    Arguments arguments = Arguments.sort(s, passed);
    Call call = run.newCall(s.name, arguments.named, arguments.body);
    run.console().flow(s.name);
    Records.open(run, call, s);
    run.events().onStep(run, s.name);
    try {
      check(run, s, arguments, call);
      Object value = step.start(call);
      if (value == Step.LATER) {
        return run.suspend(call);
      }
      ended(call, new Outcome(value, null));
      return value;
    } catch (Exception | LinkageError | AssertionError e) {
      ended(call, new Outcome(null, e));
      return sneak(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> Object sneak(Throwable t) throws T {
    throw (T) t;
  }

  private static void check(Run run, Signature s, Arguments arguments, Call call) throws Exception {
    if (s.node && call.ctx.agent == null) {
      throw new MissingContextVariableException("hudson.FilePath", s.name, "node");
    }
    if (s.node && call.ctx.agent.lost) {
      throw new AbortException("agent " + call.ctx.agent.node + " is offline");
    }
    if (s.block && call.body == null) {
      throw new IllegalStateException(s.name + " step must be called with a body");
    }
    arguments.coerce(s);
    if (!s.name.equals("parallel")) {
      checkNames(run, s, arguments, call);
    }
    Secret.warn(run, s.name, call);
  }

  private static void checkNames(Run run, Signature s, Arguments arguments, Call call) {
    TreeSet<String> unknown = new TreeSet<>(arguments.named.keySet());
    unknown.removeAll(s.parameters.keySet());
    unknown.remove("$class");
    if (unknown.isEmpty()) {
      return;
    }
    run.console().println(call.ctx, "WARNING: Unknown parameter(s) found for class type '" + s.type + "': " + String.join(",", unknown));
    for (String name : unknown) {
      run.violation("argument", "step " + s.name + " has no parameter " + name + Nearest.hint(name, s.parameters.keySet()), call.line);
    }
  }

  /** The call has ended: its record is closed, and its block is closed in the console. */
  public static void ended(Call call, Outcome outcome) {
    if (call.body != null || call.name.equals("parallel") || call.name.equals("load")) {
      call.run().console().flow("// " + call.name);
    }
    if (outcome.isFailure()) {
      Notes.addLines(call, outcome.getAbnormal());
    }
    Records.close(call, outcome);
  }

  public static void stop(Call call, Throwable cause) {
    find(call).stop(call, cause);
  }

  public static void kill(Call call) {
    find(call).kill(call);
  }

  private static Step find(Call call) {
    return Contract.of(call.run(), call.name) == null ? Registry.step(call.name) : Contract.step(call.name);
  }

  /** Calls a closure that must not call asynchronous steps, such as a comparison. */
  static Object plain(Closure<?> closure, Object... args) {
    return InvokerHelper.invokeClosure(closure, args);
  }

  /** A body that ends its step as it ends itself. */
  static Object passThrough(Call call, Ctx inner) {
    call.startBody(inner, null, (c, outcome) -> c.end(outcome));
    return Step.LATER;
  }
}

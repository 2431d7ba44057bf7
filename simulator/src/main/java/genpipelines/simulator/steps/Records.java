package genpipelines.simulator.steps;

import com.cloudbees.groovy.cps.Outcome;
import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Environment;
import genpipelines.simulator.engine.Lines;
import genpipelines.simulator.engine.Run;
import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** The record of each call in the answer. */
final class Records {
  private Records() {
  }

  static void open(Run run, Call call, Signature s) {
    Map<String, Object> r = new LinkedHashMap<>();
    r.put("step", call.name);
    r.put("args", shown(run, call.args));
    r.put("at", Lines.places(trace(call)));
    r.put("stage", run.journal().path(call.ctx.stage));
    r.put("branch", call.ctx.branch);
    r.put("node", call.ctx.agent == null ? null : call.ctx.agent.node);
    r.put("container", call.ctx.container);
    r.put("time", run.seconds());
    r.put("duration", null);
    r.put("environment", s.node || Contract.of(run, call.name) != null ? hidden(run, Environment.added(run, call.ctx)) : Map.of());
    run.journal().calls.add(r);
    call.record(run.journal().calls.size() - 1);
  }

  private static List<StackTraceElement> trace(Call call) {
    List<StackTraceElement> lines = new ArrayList<>();
    if (call.line != null) {
      lines.add(call.line);
    }
    lines.addAll(call.fiber.stack());
    return lines;
  }

  static void close(Call call, Outcome outcome) {
    Map<String, Object> r = of(call);
    r.put("duration", Math.round((call.run().seconds() - (Double) r.get("time")) * 1000) / 1000.0);
    if (outcome.isFailure()) {
      Throwable t = outcome.getAbnormal();
      r.put("failed", t.getClass().getSimpleName() + (t.getMessage() == null ? "" : ": " + call.run().secrets().hide(t.getMessage())));
    }
  }

  /** The record of a call, to add to. */
  static Map<String, Object> of(Call call) {
    return call.run().journal().calls.get(call.record());
  }

  private static Map<String, String> hidden(Run run, Map<String, String> environment) {
    Map<String, String> copy = new LinkedHashMap<>();
    environment.forEach((k, v) -> copy.put(k, run.secrets().hide(v)));
    return copy;
  }

  /** A value as the answer shows it: plain JSON, secrets hidden. */
  static Object shown(Run run, Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Closure) {
      return "{…}";
    }
    if (value instanceof UninstantiatedDescribable) {
      UninstantiatedDescribable d = (UninstantiatedDescribable) value;
      return Map.of(d.getSymbol(), shown(run, d.getArguments()));
    }
    if (value instanceof Map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((k, v) -> copy.put(String.valueOf(k), shown(run, v)));
      return copy;
    }
    if (value instanceof Iterable) {
      List<Object> copy = new ArrayList<>();
      ((Iterable<?>) value).forEach(v -> copy.add(shown(run, v)));
      return copy;
    }
    return run.secrets().hide(String.valueOf(value));
  }
}

package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Ctx;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import hudson.AbortException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lockable resources and milestones of one build. */
final class Locks {
  static final Map<String, Step> STEPS = Map.of("lock", new LockStep(), "milestone", Locks::milestone);

  private Locks() {
  }

  /** Who holds which resource, and who waits. */
  private static final class Table implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Map<String, Call> held = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final List<Call> waiting = new ArrayList<>();

    Table(Request request) {
      for (Map<String, Object> r : request.maps("resources")) {
        labels.put(String.valueOf(r.get("name")), String.valueOf(r.getOrDefault("label", "")));
      }
    }
  }

  private static Table table(Run run) {
    return run.memory("locks", () -> new Table(run.request()));
  }

  private static final class LockStep implements Step {
    @Override
    public Object start(Call call) throws Exception {
      Table table = table(call.run());
      String what = what(call);
      call.println("Trying to acquire lock on [" + what + "]");
      if (call.has("resource") && !table.labels.containsKey(call.text("resource"))) {
        table.labels.put(call.text("resource"), "");
        call.println("Resource [" + call.text("resource") + "] did not exist. Created.");
      }
      if (!call.has("resource") && !call.has("label")) {
        throw new IllegalArgumentException("Either resource label or resource name must be specified.");
      }
      if (take(call, table)) {
        return LATER;
      }
      if (call.flag("skipIfLocked", false)) {
        call.println("[" + what + "] is locked, skipping execution...");
        return Step.soon(call, null);
      }
      call.println("The resource [" + call.text("resource", call.text("label")) + "] is locked by build "
        + call.run().build().fullName() + " #" + call.run().build().number() + " since " + Instant.ofEpochMilli(call.run().now()) + ".");
      call.println("[" + what + "] is not free, waiting for execution ...");
      table.waiting.add(call);
      return LATER;
    }

    @Override
    public void stop(Call call, Throwable cause) {
      table(call.run()).waiting.remove(call);
      call.failure(cause);
    }

    private static boolean take(Call call, Table table) {
      List<String> free = free(call, table);
      if (free == null) {
        return false;
      }
      free.forEach(r -> table.held.put(r, call));
      call.println("Lock acquired on [" + what(call) + "]");
      Ctx inner = call.has("variable") ? call.ctx.withEnvironment(Map.of(call.text("variable"), String.join(",", free))) : call.ctx;
      call.startBody(inner, null, (c, outcome) -> {
        release(c);
        c.end(outcome);
      });
      return true;
    }

    private static List<String> free(Call call, Table table) {
      if (call.has("resource")) {
        return table.held.containsKey(call.text("resource")) ? null : List.of(call.text("resource"));
      }
      List<String> free = new ArrayList<>();
      table.labels.forEach((name, labels) -> {
        if (List.of(labels.split("\\s+")).contains(call.text("label")) && !table.held.containsKey(name)) {
          free.add(name);
        }
      });
      long wanted = call.number("quantity", 0);
      if (free.isEmpty() || free.size() < wanted) {
        return null;
      }
      return wanted > 0 ? free.subList(0, (int) wanted) : free;
    }

    private static void release(Call call) {
      Table table = table(call.run());
      table.held.values().removeIf(holder -> holder == call);
      call.println("Lock released on resource [" + what(call) + "]");
      for (Call next : new ArrayList<>(table.waiting)) {
        if (take(next, table)) {
          table.waiting.remove(next);
        }
      }
    }

    @Override
    public void kill(Call call) {
      release(call);
    }

    private static String what(Call call) {
      return call.has("resource") ? "Resource: " + call.text("resource") : "Label: " + call.text("label");
    }
  }

  /** Numbers must rise; another build that has passed is only known to the scenario's steps. */
  private static Object milestone(Call call) throws Exception {
    if (call.ctx.branch != null) {
      throw new AbortException("Using a milestone step inside parallel is not allowed");
    }
    long[] last = call.run().memory("milestone", () -> new long[] {-1});
    long number = call.has("ordinal") ? call.number("ordinal", 0) : last[0] + 1;
    if (number <= last[0]) {
      throw new AbortException("Invalid ordinal " + number + ", as the previous one was " + last[0]);
    }
    call.println("Trying to pass milestone " + number);
    last[0] = number;
    return Answered.reply(call) == null ? null : Overtaken.fail(call, number);
  }

  /** A newer build has passed the milestone: this one is given up. */
  private static final class Overtaken {
    private Overtaken() {
    }

    static Object fail(Call call, long number) throws Exception {
      call.println("Canceled since build #" + (call.run().build().number() + 1) + " already got here");
      call.run().build().force(hudson.model.Result.NOT_BUILT);
      throw new org.jenkinsci.plugins.workflow.steps.FlowInterruptedException(hudson.model.Result.NOT_BUILT, new Cancelled(number));
    }
  }

  /** Why a build was overtaken. */
  static final class Cancelled extends jenkins.model.CauseOfInterruption {
    private static final long serialVersionUID = 1L;
    private final long number;

    Cancelled(long number) {
      this.number = number;
    }

    @Override
    public String getShortDescription() {
      return "Superseded at milestone " + number;
    }
  }
}

package genpipelines.simulator.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Things that happen to a build from outside: aborts, restarts of the controller, lost agents. */
public final class Events implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Map<String, Object>> events;
  private final boolean[] fired;
  private final Map<String, Integer> stepCounts = new HashMap<>();
  private final String durability;
  private final List<LineWatch> watches = new ArrayList<>();
  private boolean saveDue;
  private boolean restartDue;

  /** Work to be done once when a console line begins in a certain way. */
  private static final class LineWatch implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String start;
    private final Timer.Work work;

    LineWatch(String start, Timer.Work work) {
      this.start = start;
      this.work = work;
    }
  }

  Events(Request request) {
    events = request.maps("events");
    fired = new boolean[events.size()];
    durability = request.text("durability", "check");
    events.forEach(e -> check(e));
  }

  private static void check(Map<String, Object> event) {
    String kind = String.valueOf(event.get("kind"));
    if (!List.of("abort", "restart", "agent-lost").contains(kind)) {
      throw new IllegalArgumentException("an event has the unknown kind " + kind + "; known are abort, restart, agent-lost");
    }
    Map<String, Object> at = Request.asMap(event.get("at"));
    if (at.keySet().stream().noneMatch(List.of("line", "step", "stage", "time")::contains)) {
      throw new IllegalArgumentException("the event " + kind + " says not when: `at` needs line, step, stage or time");
    }
  }

  /** Arms the events that only wait for a time. */
  void begin(Run run) {
    each((index, event, at) -> {
      if (at.get("time") != null) {
        fire(run, index, event, Request.millis(at.get("time"), 0));
      }
    });
  }

  void onLine(String line) {
    Run run = Run.current();
    each((index, event, at) -> {
      if (at.get("line") != null && line.startsWith(at.get("line").toString())) {
        fire(run, index, event, Request.millis(at.get("delay"), 1));
      }
    });
    for (LineWatch w : new ArrayList<>(watches)) {
      if (line.startsWith(w.start)) {
        watches.remove(w);
        run.after(0, w.work);
      }
    }
  }

  /** Has work done once a line of the console begins so. */
  public void whenLine(String start, Timer.Work work) {
    watches.add(new LineWatch(start, work));
  }

  /** A step starts: counts it for events that wait for its n-th call. */
  public void onStep(Run run, String name) {
    int count = stepCounts.merge(name, 1, Integer::sum);
    each((index, event, at) -> {
      Object number = at.getOrDefault("number", 1);
      if (Objects.equals(at.get("step"), name) && ((Number) number).intValue() == count) {
        fire(run, index, event, Request.millis(at.get("delay"), 0));
      }
    });
  }

  /** A stage starts. */
  public void onStage(Run run, String name) {
    each((index, event, at) -> {
      if (Objects.equals(at.get("stage"), name)) {
        fire(run, index, event, Request.millis(at.get("delay"), 0));
      }
    });
  }

  private interface Visitor {
    void visit(int index, Map<String, Object> event, Map<String, Object> at);
  }

  private void each(Visitor visitor) {
    for (int i = 0; i < fired.length; i++) {
      if (!fired[i]) {
        visitor.visit(i, events.get(i), Request.asMap(events.get(i).get("at")));
      }
    }
  }

  private void fire(Run run, int index, Map<String, Object> event, long delay) {
    fired[index] = true;
    run.journal().use("event", index);
    Map<String, Object> copy = new LinkedHashMap<>(event);
    run.after(delay, r -> r.events().happen(r, copy));
  }

  private void happen(Run run, Map<String, Object> event) {
    String kind = String.valueOf(event.get("kind"));
    if (kind.equals("abort")) {
      run.abort(String.valueOf(event.getOrDefault("user", "admin")));
    } else if (kind.equals("restart")) {
      restartDue = true;
      saveDue = true;
    } else {
      genpipelines.simulator.steps.Nodes.lose(run, event.get("node"));
    }
  }

  void afterAsynchronousStep() {
    saveDue = true;
  }

  /** Whether the program is to be saved now that all threads wait. */
  boolean savePending() {
    boolean due = saveDue && (!durability.equals("off") || restartDue);
    saveDue = false;
    return due;
  }

  /** Whether the build has to go on with the copy that was read back. */
  boolean copyPending() {
    return restartDue || durability.equals("roundtrip");
  }

  boolean takeRestart() {
    boolean due = restartDue;
    restartDue = false;
    return due;
  }
}

package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.Outcome;
import groovy.lang.Closure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One call of a step: its arguments, where it stands, and how it ends. */
public final class Call implements Serializable {
  private static final long serialVersionUID = 1L;

  public final int id;
  public final String name;
  public final Map<String, Object> args;
  public final Closure<?> body;
  public final Fiber fiber;
  public final Ctx ctx;
  /** Line of the script that calls the step; null when unknown. */
  public final StackTraceElement line;
  /** What the step has to remember between its start and its end. */
  public Serializable state;
  /** Index of the record in the journal. */
  int record = -1;
  boolean done;

  Call(int id, String name, Map<String, Object> args, Closure<?> body, Fiber fiber, StackTraceElement line) {
    this.id = id;
    this.name = name;
    this.args = args;
    this.body = body;
    this.fiber = fiber;
    this.ctx = fiber.ctx;
    this.line = line;
  }

  public Run run() {
    return Run.current();
  }

  /** Index of the call's record in the journal. */
  public int record() {
    return record;
  }

  public void record(int index) {
    record = index;
  }

  public boolean isDone() {
    return done;
  }

  /** Ends the step well; the program goes on with the value. */
  public void success(Object value) {
    end(new Outcome(value, null));
  }

  /** Ends the step with an error, thrown into the program at the call. */
  public void failure(Throwable error) {
    end(new Outcome(null, error));
  }

  public void end(Outcome outcome) {
    run().endCall(this, outcome);
  }

  /** Starts the body as a green thread of its own with the given context. */
  public Fiber startBody(Ctx inner, String label, BodyEnd end, Object... arguments) {
    return run().startBody(this, body, inner, label, end, arguments);
  }

  /** Starts another closure, such as a branch of parallel. */
  public Fiber startBody(Closure<?> block, Ctx inner, String label, BodyEnd end) {
    return run().startBody(this, block, inner, label, end);
  }

  /** Prints a line of this step to the console. */
  public void println(String text) {
    run().console().println(ctx, text);
  }

  public boolean has(String key) {
    return args.get(key) != null;
  }

  public String text(String key) {
    Object v = args.get(key);
    return v == null ? null : v.toString();
  }

  public String text(String key, String fallback) {
    Object v = args.get(key);
    return v == null ? fallback : v.toString();
  }

  public long number(String key, long fallback) {
    Object v = args.get(key);
    return v == null ? fallback : ((Number) v).longValue();
  }

  public boolean flag(String key, boolean fallback) {
    Object v = args.get(key);
    return v == null ? fallback : Boolean.parseBoolean(v.toString());
  }

  public List<Object> list(String key) {
    Object v = args.get(key);
    if (v == null) {
      return List.of();
    }
    return v instanceof Iterable ? copy((Iterable<?>) v) : List.of(v);
  }

  private static List<Object> copy(Iterable<?> values) {
    List<Object> list = new ArrayList<>();
    values.forEach(list::add);
    return list;
  }

  public Map<String, Object> map(String key) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (args.get(key) instanceof Map) {
      ((Map<?, ?>) args.get(key)).forEach((k, v) -> copy.put(String.valueOf(k), v));
    }
    return copy;
  }
}

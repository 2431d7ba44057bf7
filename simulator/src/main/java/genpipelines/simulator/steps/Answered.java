package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import hudson.AbortException;
import hudson.model.Result;
import java.util.List;
import java.util.Map;

/** A step whose answer comes from the scenario: what it gives back, how long it takes, whether it fails. */
final class Answered implements Step {
  static final Answered INSTANCE = new Answered();

  @Override
  public Object start(Call call) throws Exception {
    return call.body == null ? answer(call, null, 0) : Steps.passThrough(call, call.ctx);
  }

  /** Ends the call as the first reply that fits says; without one with the usual value after the usual milliseconds. */
  Object answer(Call call, Object usual, long millis) throws Exception {
    Map<String, Object> reply = reply(call);
    if (reply == null) {
      call.run().after(millis, run -> call.success(copy(usual)));
      return LATER;
    }
    long time = Request.millis(reply.get("seconds"), millis / 1000.0);
    Object value = reply.containsKey("returns") ? reply.get("returns") : usual;
    call.run().after(time, run -> end(call, reply, value));
    return LATER;
  }

  private static void end(Call call, Map<String, Object> reply, Object value) {
    if (reply.get("result") != null) {
      Result r = Result.fromString(String.valueOf(reply.get("result")));
      call.run().build().worsen(r);
      call.run().journal().warnStage(call.ctx.stage, r);
    }
    if (reply.get("fails") != null) {
      call.failure(new AbortException(String.valueOf(reply.get("fails"))));
    } else {
      call.success(copy(value));
    }
  }

  /** The first reply of the scenario for a step that does its own work: one that fails ends it. */
  static Map<String, Object> replyOrFailure(Call call) throws AbortException {
    Map<String, Object> reply = reply(call);
    if (reply != null && reply.get("fails") != null) {
      throw new AbortException(String.valueOf(reply.get("fails")));
    }
    return reply;
  }

  /** The first reply of the scenario for this call, counted as used; null when there is none. */
  static Map<String, Object> reply(Call call) {
    Run run = call.run();
    List<Map<String, Object>> replies = Request.asMaps(run.request().map("steps").get(call.name));
    for (int i = 0; i < replies.size(); i++) {
      Map<String, Object> reply = replies.get(i);
      String key = "step " + call.name;
      Object times = reply.get("times");
      boolean left = times == null || run.journal().uses(key, i) < ((Number) times).intValue();
      if (left && fits(Request.asMap(reply.get("when")), call.args)) {
        run.journal().use(key, i);
        return reply;
      }
    }
    return null;
  }

  private static boolean fits(Map<String, Object> when, Map<String, Object> args) {
    return when.entrySet().stream().allMatch(e -> String.valueOf(e.getValue()).equals(String.valueOf(args.get(e.getKey()))));
  }

  /** Values of the request are given out as copies: a pipeline may change what it gets. */
  private static Object copy(Object value) {
    return Data.copy(value);
  }
}

package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Parameters;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import hudson.model.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** The input step: waits for a person, whose answers are in the request. */
final class Questions {
  static final Map<String, Step> STEPS = Map.of("input", Questions::start);

  private Questions() {
  }

  /** A person answered no. */
  static final class Rejection extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;
    private final String user;

    Rejection(String user) {
      this.user = user;
    }

    @Override
    public String getShortDescription() {
      return "Rejected by " + user;
    }
  }

  private static Object start(Call call) {
    List<Map<String, Object>> parameters = declared(call.list("parameters"));
    if (parameters.isEmpty()) {
      call.println(call.text("message"));
      call.println(call.text("ok", "Proceed") + " or " + call.text("cancel", "Abort"));
    } else {
      call.println("Input requested");
    }
    Run run = call.run();
    int index = answer(run, call);
    if (index >= 0) {
      run.journal().use("input", index);
      Map<String, Object> answer = run.request().maps("inputs").get(index);
      schedule(call, parameters, answer);
    }
    return Step.LATER;
  }

  /** Index of the first unused answer for this input; -1 when there is none. */
  private static int answer(Run run, Call call) {
    List<Map<String, Object>> answers = run.request().maps("inputs");
    for (int i = 0; i < answers.size(); i++) {
      Object id = answers.get(i).get("id");
      boolean meant = id == null || (call.has("id") && capital(id.toString()).equals(capital(call.text("id"))))
        || (!call.has("id") && id.equals(call.text("message")));
      if (meant && run.journal().uses("input", i) == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String capital(String id) {
    return id.isEmpty() ? id : id.substring(0, 1).toUpperCase() + id.substring(1);
  }

  private static void schedule(Call call, List<Map<String, Object>> parameters, Map<String, Object> answer) {
    long after = Request.millis(answer.get("after"), 1);
    String line = answer.get("line") == null ? null : answer.get("line").toString();
    Run run = call.run();
    if (line == null || run.journal().log.stream().anyMatch(l -> l.startsWith(line))) {
      run.after(after, r -> decide(call, parameters, answer));
    } else {
      run.events().whenLine(line, r -> r.after(after, x -> decide(call, parameters, answer)));
    }
  }

  private static void decide(Call call, List<Map<String, Object>> parameters, Map<String, Object> answer) {
    if (call.isDone()) {
      return;
    }
    String user = String.valueOf(answer.getOrDefault("user", "admin"));
    if ("abort".equals(answer.get("action"))) {
      call.failure(new FlowInterruptedException(Result.ABORTED, false, new Rejection(user)));
      return;
    }
    call.println("Approved by " + user);
    call.success(value(call, parameters, answer, user));
  }

  /** The value of the step: nothing, the only parameter's value, or a map of all. Empty `params` stand for an answer without the form. */
  private static Object value(Call call, List<Map<String, Object>> parameters, Map<String, Object> answer, String user) {
    Map<String, Object> given = Request.asMap(answer.get("params"));
    LinkedHashMap<String, Object> values = new LinkedHashMap<>();
    if (answer.get("params") == null || !given.isEmpty()) {
      for (Map<String, Object> p : parameters) {
        String name = String.valueOf(p.get("name"));
        values.put(name, Parameters.value(p, given.getOrDefault(name, Parameters.defaultValue(p))));
      }
    }
    if (call.has("submitterParameter")) {
      values.put(call.text("submitterParameter"), user);
    }
    if (values.size() > 1 || (values.size() == 1 && call.flag("map", false))) {
      return values;
    }
    return values.isEmpty() ? null : values.values().iterator().next();
  }

  /** Parameters declared by symbols, as `{name, type, default, choices}`. */
  static List<Map<String, Object>> declared(List<Object> symbols) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Object symbol : symbols) {
      UninstantiatedDescribable d = Symbols.read(symbol);
      Map<String, Object> p = new LinkedHashMap<>();
      p.put("name", String.valueOf(d.getArguments().get("name")));
      p.put("type", type(d.getSymbol()));
      p.put("default", d.getArguments().get("defaultValue"));
      p.put("choices", choices(d.getArguments().get("choices")));
      list.add(p);
    }
    return list;
  }

  private static ArrayList<String> choices(Object choices) {
    return choices instanceof Iterable ? new ArrayList<>(Request.asTexts(choices))
      : choices == null ? new ArrayList<>() : new ArrayList<>(List.of(choices.toString().split("\n")));
  }

  private static String type(String symbol) {
    switch (symbol) {
      case "booleanParam": case "BooleanParameterDefinition": return "boolean";
      case "choice": case "ChoiceParameterDefinition": return "choice";
      case "password": case "PasswordParameterDefinition": return "password";
      case "text": case "TextParameterDefinition": return "text";
      default: return "string";
    }
  }
}

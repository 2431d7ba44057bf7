package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import hudson.AbortException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A library step that is not run: checked and answered from it. */
final class Contract {
  /** Stands for the plugin of a step that a library brings. */
  static final String PLUGIN = "library";
  private static final Step STEP = Contract::start;

  private Contract() {
  }

  /** The contract of that name in the request: it is answered from it, also where the library has the step. */
  static Map<String, Object> of(Run run, String name) {
    Object contract = run.request().map("contracts").get(name);
    return contract == null ? null : Request.asMap(contract);
  }

  static Step step(String name) {
    return STEP;
  }

  static Signature signature(String name, Map<String, Object> contract) {
    StringBuilder line = new StringBuilder(name + " " + PLUGIN + " vars." + name);
    if ("required".equals(contract.get("agent"))) {
      line.append(" node");
    }
    line.append(" body");
    Request.asMap(contract.get("parameters")).forEach((key, p) ->
      line.append(' ').append(key).append(Boolean.TRUE.equals(Request.asMap(p).get("required")) ? "!" : "").append(":any"));
    return Signature.read(line.toString());
  }

  private static Object start(Call call) throws Exception {
    Run run = call.run();
    Map<String, Object> contract = of(run, call.name);
    Records.of(call).put("contract", true);
    List<String> problems = new ContractCheck(call.name, contract).problems(call.args);
    if (!problems.isEmpty()) {
      throw new AbortException(String.join("; ", problems));
    }
    needs(run, call, contract);
    if (call.name.startsWith("notify")) {
      Messages.note(call, call.text("channel", call.text("to", call.text("url", ""))), call.name, "", null);
    }
    if (call.body != null) {
      return Steps.passThrough(call, call.ctx);
    }
    return Answered.INSTANCE.answer(call, defaults(contract), 0);
  }

  /** Plugins that are not there, and credentials that the scenario lacks, fail the step as they would in Jenkins. */
  private static void needs(Run run, Call call, Map<String, Object> contract) throws AbortException {
    Map<String, Object> needs = Request.asMap(contract.get("needs"));
    Object there = run.request().get("plugins");
    for (String plugin : Request.asMap(needs.get("plugins")).keySet()) {
      if (there != null && !((List<?>) there).contains(plugin)) {
        throw new AbortException(call.name + " needs the plugin " + plugin + ", which is not installed");
      }
    }
    for (Map<String, Object> c : Request.asMaps(needs.get("credentials"))) {
      Object id = call.args.get(String.valueOf(c.get("parameter")));
      if (id != null && run.request().get("credentials") != null && run.secrets().credential(id.toString()) == null) {
        throw new AbortException("Could not find credentials entry with ID '" + id + "' (" + call.name + ", " + c.get("parameter") + ")");
      }
    }
  }

  /** What the step gives back when the scenario does not say: an example value for each key of the contract. */
  private static Object defaults(Map<String, Object> contract) {
    Map<String, Object> value = new LinkedHashMap<>();
    Request.asMap(contract.get("returns")).forEach((key, doc) -> value.put(key, example(String.valueOf(doc))));
    return value;
  }

  /** The first word in backquotes of the description stands for the usual value. */
  private static Object example(String doc) {
    java.util.regex.Matcher quoted = java.util.regex.Pattern.compile("`([^`]+)`").matcher(doc);
    if (quoted.find()) {
      return quoted.group(1);
    }
    return doc.startsWith("Whether") ? (Object) Boolean.TRUE : new ArrayList<>();
  }
}

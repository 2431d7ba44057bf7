package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.KnownPlugins;
import genpipelines.simulator.declarative.Signature;
import genpipelines.simulator.declarative.syntax.Arguments.Call;
import genpipelines.simulator.declarative.syntax.Arguments.Key;
import genpipelines.simulator.declarative.syntax.Arguments.Value;
import genpipelines.simulator.declarative.syntax.Model.Agent;
import genpipelines.simulator.declarative.syntax.Model.CallList;
import genpipelines.simulator.declarative.syntax.Model.Environment;
import genpipelines.simulator.declarative.syntax.Model.Input;
import genpipelines.simulator.declarative.syntax.Model.Tools;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the sections that hold settings. A section that is not there (null) is fine. */
final class SectionCheck {
  private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final Problems problems;
  private final KnownPlugins known;
  private final CallCheck calls;

  SectionCheck(Problems problems, KnownPlugins known) {
    this.problems = problems;
    this.known = known;
    calls = new CallCheck(problems, known);
  }

  void environment(Environment environment) {
    if (environment == null) {
      return;
    }
    if (environment.keys.isEmpty()) {
      problems.add(environment.at, "section-empty", "`environment` sets no variable");
    }
    environment.keys.values().forEach(this::variable);
  }

  /** The name of a variable of the environment. */
  void variable(Key key) {
    if (!VARIABLE.matcher(key.name).matches()) {
      problems.add(key.at, "variable-name",
          "'" + key.name + "' is no name of a variable: it begins with a letter or an underscore; letters, digits and underscores follow");
    }
  }

  void tools(Tools tools) {
    if (tools == null) {
      return;
    }
    if (tools.entries.isEmpty()) {
      problems.add(tools.at, "section-empty", "`tools` is empty");
    }
    tools.entries.forEach(this::tool);
  }

  private void tool(Key type, Value name) {
    if (!known.hasToolType(type.name)) {
      problems.add(type.at, "tool-unknown", "there is no tool type `" + type.name + "`; the types are " + known.toolTypeNames());
      return;
    }
    Collection<String> configured = known.toolsOf(type.name);
    if (configured != null && name.literal && !configured.contains(String.valueOf(name.value))) {
      problems.add(name.at, "tool-not-configured", "no tool '" + name.value + "' of type `" + type.name + "` is configured"
          + (configured.isEmpty() ? "" : "; there are " + configured));
    }
  }

  void options(CallList options, boolean inStage) {
    if (empty(options, "options")) {
      return;
    }
    List<String> names = options.list.stream().map(call -> call.name).collect(Collectors.toList());
    for (String name : StepCheck.repeated(names)) {
      problems.add(options.at, "option-repeated", "the option `" + name + "` stands here more than once");
    }
    for (Call option : options.list) {
      boolean inPlace = option.name == null || !inStage || known.stageOptionNames().contains(option.name);
      if (!inPlace || (option.name != null && !known.optionNames().contains(option.name))) {
        problems.add(option.at, "option-unknown", "there is no option `" + option.name + "`" + (inStage ? " of a stage" : "")
            + "; the options are " + (inPlace ? known.optionNames() : known.stageOptionNames()));
      }
    }
    for (Call option : options.list) {
      mixed(option);
      calls.check(option, option.name == null ? null : known.option(option.name));
      if ("parameters".equals(option.name) || "triggers".equals(option.name)) {
        problems.add(option.at, "option-is-section", "`" + option.name + "` is a section of the pipeline, no option");
      }
    }
  }

  private boolean empty(CallList list, String section) {
    if (list != null && list.list.isEmpty()) {
      problems.add(list.at, "section-empty", "`" + section + "` is empty");
    }
    return list == null || list.list.isEmpty();
  }

  private void mixed(Call call) {
    long named = call.arguments.stream().filter(argument -> argument.key != null).count();
    if (call.name != null && named > 0 && named < call.arguments.size()) {
      problems.add(call.at, "arguments-mixed", "arguments with and without names can't be mixed");
    }
  }

  void parameters(CallList parameters) {
    if (!empty(parameters, "parameters")) {
      each(parameters.list, "parameter", known::parameter, known.parameterNames());
    }
  }

  void triggers(CallList triggers) {
    if (empty(triggers, "triggers")) {
      return;
    }
    for (String name : StepCheck.repeated(triggers.list.stream().map(call -> call.name).collect(Collectors.toList()))) {
      problems.add(triggers.at, "trigger-repeated", "the trigger `" + name + "` stands here more than once");
    }
    each(triggers.list, "trigger", known::trigger, known.triggerNames());
  }

  private void each(List<Call> list, String what, Function<String, Signature> find, Collection<String> names) {
    for (Call call : list) {
      Signature signature = call.name == null ? null : find.apply(call.name);
      if (call.name != null && signature == null) {
        problems.add(call.at, what + "-unknown", "there is no " + what + " type `" + call.name + "`; the types are " + names);
      } else {
        mixed(call);
      }
      calls.check(call, signature);
    }
  }

  void input(Input input) {
    if (input == null) {
      return;
    }
    if (!input.fields.containsKey("message")) {
      problems.add(input.at, "input-message", "`input` needs a `message`");
    }
    if (input.parameters != null) {
      each(input.parameters.list, "parameter", known::parameter, known.parameterNames());
    }
  }

  void agent(Agent agent) {
    if (agent == null) {
      return;
    }
    if (agent.type == null) {
      problems.add(agent.at, "agent-type", "no agent is named; the types are " + known.agentNames());
      return;
    }
    Signature signature = known.agent(agent.type.name);
    if (signature == null) {
      problems.add(agent.type.at, "agent-type", "there is no agent type `" + agent.type.name + "`; the types are " + known.agentNames());
    } else if (!signature.parameters().isEmpty() && agent.options != null) {
      agentOptions(agent, signature);
    }
  }

  private void agentOptions(Agent agent, Signature signature) {
    for (Signature.Parameter parameter : signature.parameters()) {
      if (parameter.required && !agent.options.containsKey(parameter.name)) {
        problems.add(agent.type.at, "agent-option-missing", "the agent `" + agent.type.name + "` needs `" + parameter.name + "`");
      }
    }
    for (Key key : agent.options.values()) {
      if (signature.parameter(key.name) == null) {
        List<String> names = signature.parameters().stream().map(parameter -> parameter.name).collect(Collectors.toList());
        problems.add(key.at, "agent-option-unknown", "the agent `" + agent.type.name + "` has no option `" + key.name + "`; it has " + names);
      }
    }
  }
}

package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.Signature;
import genpipelines.simulator.declarative.syntax.Arguments.Argument;
import genpipelines.simulator.declarative.syntax.Arguments.Call;
import genpipelines.simulator.declarative.syntax.Arguments.Key;
import genpipelines.simulator.declarative.syntax.Model.Agent;
import genpipelines.simulator.declarative.syntax.Model.CallList;
import genpipelines.simulator.declarative.syntax.Model.Input;
import genpipelines.simulator.declarative.syntax.Model.Libraries;
import genpipelines.simulator.declarative.syntax.Model.Tools;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads the sections that hold settings: agent, tools, options, parameters, triggers, libraries and input. */
final class SectionReader {
  private static final Set<String> INPUT_FIELDS = Set.of("message", "id", "ok", "submitter", "submitterParameter");

  private final ValueReader values;

  SectionReader(ValueReader values) {
    this.values = values;
  }

  /** The block of a section; a section without one is a problem and null. */
  ClosureExpression block(Statement statement, String name) {
    ClosureExpression block = Calls.block(statement);
    if (block == null) {
      values.add(statement, "block-expected", "`" + name + "` needs a block");
    }
    return block;
  }

  CallList calls(Statement statement, String section, String item) {
    CallList list = new CallList(statement);
    ClosureExpression block = block(statement, section);
    if (block != null) {
      Calls.statements(block).forEach(inner -> list.list.add(call(inner, section, item)));
    }
    return list;
  }

  private Call call(Statement statement, String section, String item) {
    MethodCallExpression call = Calls.call(statement);
    if (call == null) {
      boolean map = statement instanceof ExpressionStatement && ((ExpressionStatement) statement).getExpression() instanceof MapExpression;
      values.add(statement, map ? "map-not-allowed" : "call-expected", map ? "`" + section + "` can't hold a map" : "this is no " + item
          + ": write its name with parentheses, such as `name()`");
      return new Call(statement, null);
    }
    if (Calls.block(call) != null) {
      values.add(statement, "block-not-allowed", "what stands in `" + section + "` can't have a block");
      return new Call(statement, null);
    }
    return values.call(call, statement);
  }

  Libraries libraries(Statement statement) {
    Libraries libraries = new Libraries(statement);
    ClosureExpression block = block(statement, "libraries");
    for (Statement inner : block == null ? List.<Statement>of() : Calls.statements(block)) {
      MethodCallExpression call = Calls.call(inner);
      if (call == null || !"lib".equals(call.getMethodAsString())) {
        values.add(statement, "library-expected", "`libraries` holds `lib('name@version')`, not " + values.source.text(inner));
      } else if (Calls.block(call) != null) {
        values.add(inner, "block-not-allowed", "`lib` can't have a block");
      } else {
        library(libraries, values.call(call, call));
      }
    }
    return libraries;
  }

  private void library(Libraries libraries, Call call) {
    Argument only = call.arguments.size() == 1 ? call.arguments.get(0) : null;
    if (only == null || only.key != null || only.value == null) {
      values.add(call.at, "library-expected", "`lib` takes one text, such as `lib('name@version')`");
    } else {
      libraries.list.add(only.value);
    }
  }

  Tools tools(Statement statement) {
    Tools tools = new Tools(statement);
    ClosureExpression block = block(statement, "tools");
    for (Statement inner : block == null ? List.<Statement>of() : Calls.statements(block)) {
      MethodCallExpression call = Calls.call(inner);
      if (call == null) {
        values.add(statement, "tool-expected", "`tools` holds a type and a name each, such as `jdk 'jdk-17'`");
      } else {
        Key type = values.key(call.getMethod());
        Expression name = only(call, type, "tool");
        if (name != null) {
          tools.entries.put(type, values.value(name));
        }
      }
    }
    return tools;
  }

  /** The one argument of a setting; none or several are a problem and null. */
  private Expression only(MethodCallExpression call, Key key, String what) {
    List<Expression> arguments = Calls.arguments(call);
    if (arguments.size() != 1) {
      values.add(key.at, "one-argument", "the " + what + " `" + key.name + "` takes one value, not " + arguments.size());
      return null;
    }
    return arguments.get(0);
  }

  Input input(Statement statement) {
    Input input = new Input(statement);
    ClosureExpression block = block(statement, "input");
    Set<String> seen = new HashSet<>();
    for (Statement inner : block == null ? List.<Statement>of() : Calls.statements(block)) {
      MethodCallExpression call = Calls.call(inner);
      if (call == null) {
        values.add(statement, "section-unclear", "this is no field of `input`: " + values.source.text(inner));
      } else {
        inputField(input, inner, call, seen);
      }
    }
    return input;
  }

  private void inputField(Input input, Statement statement, MethodCallExpression call, Set<String> seen) {
    String name = values.name(call);
    Key key = values.key(call.getMethod());
    if (!seen.add(name)) {
      values.add(input.at, "section-repeated", "`" + name + "` stands in `input` more than once");
    }
    Expression value = only(call, key, "field");
    if (value == null) {
      return;
    }
    if (name.equals("parameters")) {
      input.parameters = calls(statement, "parameters", "parameter");
    } else if (INPUT_FIELDS.contains(name)) {
      input.fields.put(name, values.value(value));
    } else {
      values.add(key.at, "field-unknown", "`input` has no field `" + name + "`");
    }
  }

  Agent agent(Statement statement) {
    Agent agent = new Agent(statement);
    MethodCallExpression call = Calls.call(statement);
    ClosureExpression block = Calls.block(call);
    if (block == null) {
      bareAgent(agent, call);
      return agent;
    }
    List<Statement> statements = Calls.statements(block);
    MethodCallExpression type = statements.size() == 1 ? Calls.call(statements.get(0)) : null;
    if (statements.size() > 1) {
      values.add(statement, "agent-two-types", "an agent has one type; this block names several");
    } else if (type == null) {
      values.add(statement, "agent-expected", "this block names no agent; inside a block a type stands with its options, such as `label 'x'`");
    } else {
      agent.type = values.key(type.getMethod());
      agentOptions(agent, type);
    }
    return agent;
  }

  private void bareAgent(Agent agent, MethodCallExpression call) {
    List<Expression> arguments = Calls.arguments(call);
    if (arguments.isEmpty()) {
      values.add(agent.at, "agent-expected", "`agent` names no agent");
      return;
    }
    Key type = arguments.size() == 1 ? values.key(arguments.get(0)) : null;
    Signature known = type == null ? null : values.known.agent(type.name);
    if (known != null && known.parameters().isEmpty()) {
      agent.type = type;
    } else {
      values.add(agent.at, "agent-shape", "an agent is written as `agent any`, `agent none` or `agent { … }`");
    }
  }

  private void agentOptions(Agent agent, MethodCallExpression type) {
    Expression value = only(type, agent.type, "agent type");
    agent.value = value;
    if (value instanceof ClosureExpression) {
      agent.options = options((ClosureExpression) value);
      if (agent.type.name.equals("label")) {
        agent.type = new Key(agent.type.at, "node");
      }
    } else if (value != null) {
      values.value(value);
    }
  }

  private Map<String, Key> options(ClosureExpression block) {
    Map<String, Key> options = new LinkedHashMap<>();
    for (Statement inner : Calls.statements(block)) {
      MethodCallExpression call = Calls.call(inner);
      if (call == null) {
        values.add(block, "setting-expected", "an agent's options are written as a name and a value, such as `label 'x'`");
        continue;
      }
      Key key = values.key(call.getMethod());
      Expression value = only(call, key, "option");
      if (value instanceof ClosureExpression) {
        options((ClosureExpression) value);
      } else if (value != null) {
        values.value(value);
      }
      if (value != null) {
        options.put(key.name, key);
      }
    }
    return options;
  }
}

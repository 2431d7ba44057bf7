package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.KnownPlugins;
import genpipelines.simulator.declarative.Signature;
import genpipelines.simulator.declarative.Signature.Parameter;
import genpipelines.simulator.declarative.Types;
import genpipelines.simulator.declarative.Types.JenkinsObject;
import genpipelines.simulator.declarative.syntax.Arguments.Argument;
import genpipelines.simulator.declarative.syntax.Arguments.Call;
import genpipelines.simulator.declarative.syntax.Arguments.Key;
import genpipelines.simulator.declarative.syntax.Arguments.Kind;
import genpipelines.simulator.declarative.syntax.Arguments.Value;
import java.util.Map;
import org.codehaus.groovy.ast.ASTNode;

/** Checks the arguments of steps, conditions, options, triggers and parameters against their signatures. */
final class CallCheck {
  private static final Map<String, String> NOT_IN_CALLS = Map.of("node", "a node can't be an argument", "stage", "a stage can't be an argument",
      "properties", "job properties belong into `options`", "parallel", "parallel can't be an argument");

  private final Problems problems;
  private final KnownPlugins known;

  CallCheck(Problems problems, KnownPlugins known) {
    this.problems = problems;
    this.known = known;
  }

  /** A step or a condition. */
  void check(ASTNode at, String name, Arguments arguments, Signature signature) {
    if (arguments.kind == Kind.POSITIONAL) {
      problems.add(at, "arguments-unnamed", "`" + name + "` takes at most one argument without a name: write " + example(signature));
    } else if (arguments.kind == Kind.SINGLE) {
      single(at, name, arguments.items.get(0).value, signature);
    } else {
      named(at, arguments, signature);
    }
  }

  private static String example(Signature signature) {
    StringBuilder names = new StringBuilder();
    signature.parameters().forEach(parameter -> names.append(names.length() == 0 ? "" : ", ").append(parameter.name).append(": …"));
    return "`" + signature.name + "(" + names + ")`";
  }

  private void single(ASTNode at, String name, Value value, Signature signature) {
    Parameter sole = signature.sole();
    if (sole == null && !signature.takesBlock) {
      problems.add(at, "arguments-unnamed", "`" + name + "` has no single required parameter: name its arguments");
    } else {
      type(value, sole == null ? null : sole.type, null);
    }
  }

  private void named(ASTNode at, Arguments arguments, Signature signature) {
    boolean valid = true;
    for (Argument argument : arguments.items) {
      Parameter parameter = signature.parameter(argument.key.name);
      if (parameter == null && signature.sole() != null && signature.sole().type == JenkinsObject.class) {
        return; // the arguments describe that object
      }
      valid &= parameter(argument.key, parameter, signature) && type(argument.value, parameter.type, label(arguments, parameter, signature));
    }
    if (!valid) {
      return;
    }
    for (Parameter parameter : signature.parameters()) {
      if (parameter.required && !arguments.names(parameter.name)) {
        problems.add(at, "parameter-missing", "the required parameter `" + parameter.name + "` is missing");
      }
    }
  }

  private static String label(Arguments arguments, Parameter parameter, Signature signature) {
    boolean alone = arguments.items.size() == 1 && parameter == signature.sole() && !signature.takesBlock;
    return alone ? null : parameter.name;
  }

  private boolean parameter(Key key, Parameter parameter, Signature signature) {
    if (parameter == null) {
      problems.add(key.at, "parameter-unknown", "`" + signature.name + "` has no parameter `" + key.name + "`" + nearest(key.name, signature));
    }
    return parameter != null;
  }

  private static String nearest(String name, Signature signature) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (Parameter parameter : signature.parameters()) {
      int distance = distance(name, parameter.name);
      if (distance < least) {
        least = distance;
        best = parameter.name;
      }
    }
    return best == null ? "" : "; did you mean `" + best + "`?";
  }

  /** Levenshtein's distance of two words. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= one.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= other.length(); column++) {
        int change = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(change, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[other.length()];
  }

  /** Whether a value may stand for a parameter; what is known only at run time always may. */
  private boolean type(Value value, Class<?> type, String parameter) {
    if (value == null || !value.literal || Types.fits(value.value, type)) {
      return true;
    }
    String where = parameter == null ? "" : " for `" + parameter + "`";
    problems.add(value.at, "type-wrong", "expected " + Types.describe(type) + where + ", found " + quoted(value.value));
    return false;
  }

  private static String quoted(Object value) {
    return value instanceof String ? "the text '" + value + "'" : String.valueOf(value);
  }

  /** An option, a trigger or a parameter, with the calls inside its arguments. */
  void check(Call call, Signature signature) {
    if (call.name == null) {
      return;
    }
    if (signature != null && call.arguments.stream().anyMatch(argument -> argument.key != null)) {
      namedCall(call, signature);
    } else if (signature != null) {
      unnamedCall(call, signature);
    }
    if (NOT_IN_CALLS.containsKey(call.name)) {
      problems.add(call.at, "step-not-allowed", "`" + call.name + "` is not allowed here: " + NOT_IN_CALLS.get(call.name));
    }
  }

  private void namedCall(Call call, Signature signature) {
    for (Argument argument : call.arguments) {
      if (argument.key == null) {
        problems.add(call.at, "arguments-mixed", "arguments with and without names can't be mixed");
        continue;
      }
      Parameter parameter = signature.parameter(argument.key.name);
      if (parameter(argument.key, parameter, signature)) {
        argument(argument, parameter, parameter.name);
      }
    }
  }

  private void argument(Argument argument, Parameter parameter, String label) {
    if (argument.call != null) {
      check(argument.call, known.function(argument.call.name));
    } else {
      type(argument.value, parameter.type, label);
    }
  }

  private void unnamedCall(Call call, Signature signature) {
    int given = call.arguments.size();
    if (given > 1) {
      problems.add(call.at, "arguments-unnamed", "`" + call.name + "` takes at most one argument without a name: write " + example(signature));
      return;
    }
    long required = signature.parameters().stream().filter(parameter -> parameter.required).count();
    Parameter sole = signature.sole();
    boolean emptyFlag = given == 0 && required == 1 && sole.type == Boolean.class;
    boolean alone = given == 1 && sole != null;
    if (required != given && !emptyFlag && !alone) {
      problems.add(call.at, "arguments-count", "`" + call.name + "` needs " + required + " argument(s), " + given + " given");
    } else if (given == 1) {
      argument(call.arguments.get(0), sole, null);
    }
  }
}

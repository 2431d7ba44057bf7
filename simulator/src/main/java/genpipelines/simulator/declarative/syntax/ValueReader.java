package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.KnownPlugins;
import genpipelines.simulator.declarative.Signature;
import genpipelines.simulator.declarative.syntax.Arguments.Argument;
import genpipelines.simulator.declarative.syntax.Arguments.Call;
import genpipelines.simulator.declarative.syntax.Arguments.Key;
import genpipelines.simulator.declarative.syntax.Arguments.Kind;
import genpipelines.simulator.declarative.syntax.Arguments.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Reads names, values and argument lists. */
final class ValueReader {
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);

  final Source source;
  final Problems problems;
  final KnownPlugins known;

  ValueReader(Source source, Problems problems, KnownPlugins known) {
    this.source = source;
    this.problems = problems;
    this.known = known;
  }

  void add(ASTNode at, String ruleId, String message) {
    problems.add(at, ruleId, message);
  }

  /** A plain string or a bare word; anything else is a problem and reads as {@code error}, as does an empty string without a problem. */
  String literal(Expression expression) {
    String word = Calls.word(expression);
    if (word == null) {
      add(expression, "literal-expected", "a plain string is needed here: its value must be known before the build starts");
    }
    return word == null || word.isEmpty() ? "error" : word;
  }

  Key key(Expression expression) {
    return new Key(expression, literal(expression));
  }

  /** The name of the section or step that a call stands for; {@code error} when there is none. */
  String name(MethodCallExpression call) {
    String name = Calls.name(call);
    if (name != null) {
      return name;
    }
    Expression object = call.getObjectExpression();
    if (object instanceof VariableExpression && !((VariableExpression) object).isThisExpression()) {
      add(call, "method-call", "a method of an object can be called only inside a `script` block");
    } else {
      add(call, "name-expected", "the name of a section or step is needed here; begin each section on a line of its own");
    }
    return "error";
  }

  /** The first argument of a directive that is switched on or off, or null when it is neither true nor false. */
  Boolean flag(MethodCallExpression call) {
    List<Expression> arguments = Calls.arguments(call);
    Expression first = arguments.isEmpty() ? null : arguments.get(0);
    Object value = first instanceof ConstantExpression ? ((ConstantExpression) first).getValue() : null;
    if (value instanceof Boolean) {
      return (Boolean) value;
    }
    add(call.getMethod(), "boolean-expected", "`" + name(call) + "` takes true or false");
    return null;
  }

  Value value(Expression expression) {
    if (expression instanceof ConstantExpression) {
      return new Value(expression, number(((ConstantExpression) expression).getValue(), expression), true);
    }
    if (expression instanceof VariableExpression) {
      String name = ((VariableExpression) expression).getName();
      Signature agent = known.agent(name);
      if (agent != null && agent.parameters().isEmpty()) {
        return new Value(expression, name, true);
      }
    }
    String text = source.text(expression);
    if (!(expression instanceof GStringExpression) && !(expression instanceof MapExpression) && text.startsWith("${")) {
      add(expression, "dollar-without-quotes", text + " is no value; did you mean \"" + text + "\" in double quotes?");
    }
    return new Value(expression, text, false);
  }

  private Object number(Object value, Expression at) {
    if (value instanceof BigDecimal) {
      return ((BigDecimal) value).doubleValue();
    }
    if (!(value instanceof BigInteger)) {
      return value;
    }
    BigInteger number = (BigInteger) value;
    if (number.compareTo(LARGEST) > 0 || number.compareTo(SMALLEST) < 0) {
      add(at, "number-too-large", "the number doesn't fit into 64 bits: it must lie between " + SMALLEST + " and " + LARGEST);
      return -1;
    }
    return number.longValue();
  }

  /** The arguments of a step or of a condition, without the block. */
  Arguments arguments(List<Expression> expressions) {
    if (expressions.size() == 1 && isNamed(expressions.get(0))) {
      Arguments named = new Arguments(Kind.NAMED);
      for (MapEntryExpression entry : ((MapExpression) expressions.get(0)).getMapEntryExpressions()) {
        named.items.add(new Argument(key(entry.getKeyExpression()), value(entry.getValueExpression()), null));
      }
      return named;
    }
    Kind several = expressions.size() == 1 ? Kind.SINGLE : Kind.POSITIONAL;
    Arguments unnamed = new Arguments(expressions.isEmpty() ? Kind.NAMED : several);
    expressions.forEach(expression -> unnamed.items.add(new Argument(null, value(expression), null)));
    return unnamed;
  }

  /** A map is a list of named arguments, unless it names a class: then it is one value. */
  private boolean isNamed(Expression expression) {
    return expression instanceof MapExpression && ((MapExpression) expression).getMapEntryExpressions().stream()
        .noneMatch(entry -> "$class".equals(Calls.word(entry.getKeyExpression())));
  }

  /** A call in options, triggers, parameters or libraries. */
  Call call(MethodCallExpression expression, ASTNode at) {
    Call call = new Call(at, name(expression));
    for (Expression argument : Calls.arguments(expression)) {
      if (argument instanceof MapExpression) {
        for (MapEntryExpression entry : ((MapExpression) argument).getMapEntryExpressions()) {
          call.arguments.add(argument(entry.getValueExpression(), key(entry.getKeyExpression()), entry));
        }
      } else {
        call.arguments.add(argument(argument, null, at));
      }
    }
    return call;
  }

  private Argument argument(Expression expression, Key key, ASTNode at) {
    if (expression instanceof ClosureExpression) {
      add(at, "block-as-argument", "a block can't be an argument here");
      return new Argument(key, null, null);
    }
    if (expression instanceof MethodCallExpression) {
      return new Argument(key, null, call((MethodCallExpression) expression, expression));
    }
    return new Argument(key, value(expression), null);
  }
}

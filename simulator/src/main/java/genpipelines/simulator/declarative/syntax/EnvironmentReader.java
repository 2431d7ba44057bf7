package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.syntax.Arguments.Key;
import genpipelines.simulator.declarative.syntax.Model.Environment;
import java.util.List;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;

/** Reads {@code environment}: a list of {@code NAME = value}, where a value is a string, a call, or strings joined by {@code +}. */
final class EnvironmentReader {
  private final ValueReader values;

  EnvironmentReader(ValueReader values) {
    this.values = values;
  }

  Environment environment(Statement statement, ClosureExpression block) {
    Environment environment = new Environment(statement);
    boolean complete = true;
    for (Statement inner : block == null ? List.<Statement>of() : Calls.statements(block)) {
      Expression expression = inner instanceof ExpressionStatement ? ((ExpressionStatement) inner).getExpression() : null;
      if (is(expression, Types.EQUAL)) {
        entry(environment, (BinaryExpression) expression);
      } else {
        complete = false;
        if (expression != null) {
          noEntry(expression);
        }
      }
    }
    if (!complete) {
      values.add(statement, "environment-entry", "`environment` holds nothing but NAME = value");
    }
    return environment;
  }

  private static boolean is(Expression expression, int operator) {
    return expression instanceof BinaryExpression && ((BinaryExpression) expression).getOperation().getType() == operator;
  }

  private void noEntry(Expression expression) {
    String text = values.source.text(expression);
    String name = text.contains("=") ? text.substring(0, text.indexOf('=')).trim() : text;
    values.add(expression, "environment-entry", "`" + name + "` is no NAME = value; a name consists of letters, digits and underscores");
  }

  private void entry(Environment environment, BinaryExpression expression) {
    Key key = values.key(expression.getLeftExpression());
    if (environment.keys.containsKey(key.name)) {
      values.add(key.at, "environment-repeated", "the variable " + key.name + " stands here more than once");
    } else if (check(expression.getRightExpression())) {
      environment.keys.put(key.name, key);
      environment.values.put(key.name, expression.getRightExpression());
    }
  }

  /** Whether the value is of a shape that Jenkins takes over; a part of a sum may be wrong all the same. */
  private boolean check(Expression value) {
    if (value instanceof ConstantExpression || value instanceof GStringExpression) {
      values.value(value);
      return true;
    }
    if (value instanceof MethodCallExpression) {
      call((MethodCallExpression) value);
      return true;
    }
    if (is(value, Types.PLUS)) {
      return sum((BinaryExpression) value);
    }
    if (value instanceof BinaryExpression) {
      values.add(value, "environment-operator", "strings in `environment` can be joined only by `+`");
    } else {
      values.add(value, "environment-value", "a value in `environment` is a quoted string or a call; put anything else in double quotes: \"${…}\"");
    }
    return false;
  }

  private void call(MethodCallExpression call) {
    if (!"credentials".equals(Calls.name(call))) {
      values.value(call);
      return;
    }
    for (Expression argument : Calls.arguments(call)) {
      if (argument instanceof ConstantExpression || argument instanceof GStringExpression) {
        values.value(argument);
      } else {
        values.add(call, "credentials-argument", "`credentials` takes the id as a quoted string");
      }
    }
  }

  private boolean sum(BinaryExpression sum) {
    Expression left = sum.getLeftExpression();
    boolean taken = true;
    if (is(left, Types.PLUS)) {
      taken = sum((BinaryExpression) left);
    } else if (left instanceof BinaryExpression) {
      values.add(left, "environment-operator", "strings in `environment` can be joined only by `+`");
      taken = false;
    } else {
      part(left);
    }
    if (taken) {
      part(sum.getRightExpression());
    }
    return taken;
  }

  private void part(Expression part) {
    if (part instanceof ConstantExpression || part instanceof GStringExpression) {
      values.value(part);
    } else {
      values.add(part, "environment-sum", "only quoted strings can be joined by `+` in `environment`");
    }
  }
}

package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.syntax.Model.Condition;
import genpipelines.simulator.declarative.syntax.Model.When;
import java.util.List;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads {@code when} with its conditions, nested ones too. */
final class WhenReader {
  private final ValueReader values;

  WhenReader(ValueReader values) {
    this.values = values;
  }

  When when(Statement statement) {
    When when = new When(statement);
    ClosureExpression block = Calls.block(statement);
    if (block == null) {
      values.add(statement, "internal", "`when` needs a block; Jenkins' validator breaks off here");
    }
    for (Statement inner : block == null ? List.<Statement>of() : Calls.statements(block)) {
      MethodCallExpression call = Calls.call(inner);
      if (call == null) {
        values.add(statement, "condition-expected", "this is no condition of `when`: " + values.source.text(inner)
            + "; an expression needs `expression { … }` around it");
      } else {
        entry(when, inner, call);
      }
    }
    return when;
  }

  private void entry(When when, Statement statement, MethodCallExpression call) {
    switch (values.name(call)) {
      case "beforeAgent":
        when.beforeAgent = Boolean.TRUE.equals(values.flag(call));
        break;
      case "beforeInput":
        when.beforeInput = Boolean.TRUE.equals(values.flag(call));
        break;
      case "beforeOptions":
        when.beforeOptions = Boolean.TRUE.equals(values.flag(call));
        break;
      default:
        when.conditions.add(condition(statement));
    }
  }

  private Condition condition(Statement statement) {
    Condition condition = new Condition(statement);
    MethodCallExpression call = Calls.call(statement);
    if (call == null) {
      values.add(statement, "condition-expected", "this is no condition of `when`: " + values.source.text(statement));
      return condition;
    }
    condition.name = values.name(call);
    ClosureExpression block = Calls.block(call);
    if (condition.name.equals("expression")) {
      condition.expression = block;
      if (block == null) {
        values.add(statement, "internal", "`expression` needs a block: `expression { … }`; Jenkins' validator breaks off here");
      }
      return condition;
    }
    List<Expression> arguments = Calls.arguments(call);
    if (block == null) {
      condition.arguments = values.arguments(arguments);
    } else {
      if (arguments.size() > 1) {
        condition.arguments = values.arguments(arguments.subList(0, arguments.size() - 1));
      }
      Calls.statements(block).forEach(inner -> condition.children.add(condition(inner)));
    }
    return condition;
  }
}

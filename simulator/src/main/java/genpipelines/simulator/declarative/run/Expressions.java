package genpipelines.simulator.declarative.run;

import java.util.List;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;

/** Builds the Groovy that a declarative pipeline is turned into. */
final class Expressions {
  private Expressions() {}

  static Expression constant(Object value) {
    return new ConstantExpression(value);
  }

  static void put(MapExpression map, String key, Expression value) {
    if (value != null) {
      map.addMapEntryExpression(new MapEntryExpression(constant(key), value));
    }
  }

  static ListExpression list(List<? extends Expression> elements) {
    ListExpression list = new ListExpression();
    elements.forEach(list::addExpression);
    return list;
  }

  /** A block that gives the value when it is called: what must not be known before its time. */
  static ClosureExpression later(Expression value, Parameter... parameters) {
    BlockStatement code = new BlockStatement();
    ReturnStatement statement = new ReturnStatement(value);
    statement.setSourcePosition(value);
    code.addStatement(statement);
    ClosureExpression closure = new ClosureExpression(parameters, code);
    closure.setVariableScope(new VariableScope());
    closure.setSourcePosition(value);
    return closure;
  }
}

package genpipelines.simulator.declarative.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** A block of {@code name value} lines, such as the options of an agent. */
final class Settings {
  private Settings() {}

  static Map<String, Expression> of(ClosureExpression block) {
    Map<String, Expression> settings = new LinkedHashMap<>();
    for (Statement statement : ((BlockStatement) block.getCode()).getStatements()) {
      MethodCallExpression call = (MethodCallExpression) ((ExpressionStatement) statement).getExpression();
      List<Expression> values = ((TupleExpression) call.getArguments()).getExpressions();
      settings.put(call.getMethodAsString(), values.get(0));
    }
    return settings;
  }
}

package genpipelines.simulator.declarative.syntax;

import java.util.List;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Recognises the shapes of Groovy that declarative syntax is made of: {@code name arguments} and {@code name(arguments) { … }}. */
final class Calls {
  private Calls() {}

  /** The call that a statement consists of, or null. */
  static MethodCallExpression call(Statement statement) {
    if (statement instanceof ExpressionStatement) {
      Expression expression = ((ExpressionStatement) statement).getExpression();
      return expression instanceof MethodCallExpression ? (MethodCallExpression) expression : null;
    }
    return null;
  }

  /** The name of a call without an object before it, or null. */
  static String name(MethodCallExpression call) {
    Expression object = call.getObjectExpression();
    boolean plain = object instanceof VariableExpression && ((VariableExpression) object).getName().equals("this");
    return plain ? call.getMethodAsString() : null;
  }

  static List<Expression> arguments(MethodCallExpression call) {
    return ((TupleExpression) call.getArguments()).getExpressions();
  }

  /** The block at the end of a plain call, or null. */
  static ClosureExpression block(MethodCallExpression call) {
    List<Expression> arguments = arguments(call);
    if (arguments.isEmpty() || name(call) == null) {
      return null;
    }
    Expression last = arguments.get(arguments.size() - 1);
    return last instanceof ClosureExpression ? (ClosureExpression) last : null;
  }

  /** The block of a statement {@code name { … }}, or null. */
  static ClosureExpression block(Statement statement) {
    MethodCallExpression call = call(statement);
    return call == null ? null : block(call);
  }

  static boolean isBlock(Statement statement, String name) {
    return block(statement) != null && name.equals(name(call(statement)));
  }

  static BlockStatement code(ClosureExpression block) {
    Statement code = block.getCode();
    if (code instanceof BlockStatement) {
      return (BlockStatement) code;
    }
    BlockStatement wrapped = new BlockStatement();
    wrapped.addStatement(code);
    return wrapped;
  }

  static List<Statement> statements(ClosureExpression block) {
    return code(block).getStatements();
  }

  /** The text of a plain string or of a bare word, or null. */
  static String word(Expression expression) {
    if (expression instanceof ConstantExpression) {
      Object value = ((ConstantExpression) expression).getValue();
      return value instanceof String ? (String) value : null;
    }
    return expression instanceof VariableExpression ? ((VariableExpression) expression).getName() : null;
  }
}

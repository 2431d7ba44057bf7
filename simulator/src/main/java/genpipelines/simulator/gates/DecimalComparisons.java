package genpipelines.simulator.gates;

import java.math.BigDecimal;
import java.util.Set;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.syntax.Types;

/** A comparison with a decimal literal: it is a BigDecimal, and NaN compared with one counts as larger. */
final class DecimalComparisons extends Check {
    private static final Set<Integer> OPERATORS = Set.of(
        Types.COMPARE_LESS_THAN, Types.COMPARE_LESS_THAN_EQUAL, Types.COMPARE_GREATER_THAN, Types.COMPARE_GREATER_THAN_EQUAL,
        Types.COMPARE_EQUAL, Types.COMPARE_NOT_EQUAL, Types.COMPARE_TO);

    DecimalComparisons() {
        super("decimal-comparison");
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
        if (OPERATORS.contains(expression.getOperation().getType())
            && (isDecimal(expression.getLeftExpression()) || isDecimal(expression.getRightExpression()))) {
            report(expression, "a decimal literal is a BigDecimal, and NaN passes this comparison: reject NaN first, and write the literal with a d");
        }
        super.visitBinaryExpression(expression);
    }

    private static boolean isDecimal(Expression expression) {
        return expression instanceof ConstantExpression && ((ConstantExpression) expression).getValue() instanceof BigDecimal;
    }
}

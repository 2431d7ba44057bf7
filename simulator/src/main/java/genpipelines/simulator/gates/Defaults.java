package genpipelines.simulator.gates;

import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.Expression;

/** A default of true, or of a number that is not 0, by the operator that takes false and 0 for "not given". */
final class Defaults extends Check {
    Defaults() {
        super("elvis-default");
    }

    @Override
    public void visitShortTernaryExpression(ElvisOperatorExpression expression) {
        Expression otherwise = expression.getFalseExpression();
        if (otherwise instanceof ConstantExpression && overrides(((ConstantExpression) otherwise).getValue())) {
            report(expression, "`?: " + otherwise.getText() + "` replaces a given false or 0 too: ask with containsKey, or compare with null");
        }
        super.visitShortTernaryExpression(expression);
    }

    private static boolean overrides(Object value) {
        return Boolean.TRUE.equals(value) || (value instanceof Number && ((Number) value).doubleValue() != 0);
    }
}

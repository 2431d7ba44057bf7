package genpipelines.simulator.gates;

import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;

/** The spread operator in code that Jenkins transforms: `list*.method()` does not compile, the others differ from plain Groovy. */
final class Spreads extends Check {
    Spreads() {
        super("spread");
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (call.isSpreadSafe()) {
            tell(call);
        }
        super.visitMethodCallExpression(call);
    }

    @Override
    public void visitPropertyExpression(PropertyExpression expression) {
        if (expression.isSpreadSafe()) {
            tell(expression);
        }
        super.visitPropertyExpression(expression);
    }

    @Override
    public void visitSpreadExpression(SpreadExpression expression) {
        tell(expression);
        super.visitSpreadExpression(expression);
    }

    private void tell(org.codehaus.groovy.ast.ASTNode node) {
        if (!inNonCps()) {
            report(node, "no spread operator in CPS code: write collect { }, or move it to a method marked @NonCPS");
        }
    }
}

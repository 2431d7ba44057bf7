package genpipelines.simulator.gates;

import java.lang.reflect.Modifier;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/** State in a var: a build has one object of each, which all parallel branches share. */
final class VarState extends Check {
    VarState() {
        super("state-in-var");
    }

    @Override
    public void visitField(FieldNode field) {
        if (inVar() && field.getDeclaringClass().isScript() && !isConstant(field)) {
            report(field, field.getName() + " is shared by all calls of this var: make it final and unchangeable (asImmutable()), or a local variable");
        }
        super.visitField(field);
    }

    private static boolean isConstant(FieldNode field) {
        Expression value = field.getInitialExpression();
        boolean changeable = value instanceof ListExpression || value instanceof MapExpression;
        return Modifier.isFinal(field.getModifiers()) && !changeable || field.isSynthetic() || field.getLineNumber() < 1;
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
        if (inVar() && Types.ofType(expression.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)) {
            look(expression.getLeftExpression());
        }
        super.visitBinaryExpression(expression);
    }

    private void look(Expression target) {
        boolean undeclared = target instanceof VariableExpression && ((VariableExpression) target).getAccessedVariable() instanceof DynamicVariable;
        boolean ofThis = target instanceof PropertyExpression && isThis(((PropertyExpression) target).getObjectExpression());
        if (undeclared || ofThis) {
            report(target, target.getText() + " outlives the call and is shared by parallel branches: declare a local variable");
        }
    }

    private static boolean isThis(Expression expression) {
        return expression instanceof VariableExpression && ((VariableExpression) expression).isThisExpression();
    }
}

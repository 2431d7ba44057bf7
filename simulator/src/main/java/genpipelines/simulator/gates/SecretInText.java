package genpipelines.simulator.gates;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/** A variable of withCredentials put into a text by Groovy: it would be in process lists and in the arguments that Jenkins stores. */
final class SecretInText extends Check {
    private final Deque<Set<String>> bound = new ArrayDeque<>();

    SecretInText() {
        super("secret-in-text");
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        boolean binds = "withCredentials".equals(call.getMethodAsString());
        if (binds) {
            bound.push(namesIn(call.getArguments()));
        }
        super.visitMethodCallExpression(call);
        if (binds) {
            bound.pop();
        }
    }

    /** Values of `variable:`, `usernameVariable:`, `keyFileVariable:` and their like. */
    private static Set<String> namesIn(Expression arguments) {
        Set<String> names = new HashSet<>();
        arguments.visit(new CodeVisitorSupport() {
            @Override
            public void visitMapEntryExpression(MapEntryExpression entry) {
                String key = entry.getKeyExpression().getText().toLowerCase(java.util.Locale.ROOT);
                if (key.endsWith("variable") && entry.getValueExpression() instanceof ConstantExpression) {
                    names.add(entry.getValueExpression().getText());
                }
                super.visitMapEntryExpression(entry);
            }
        });
        return names;
    }

    @Override
    public void visitGStringExpression(GStringExpression text) {
        text.getValues().forEach(this::look);
        super.visitGStringExpression(text);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
        if (expression.getOperation().getType() == Types.PLUS) {
            look(expression.getLeftExpression());
            look(expression.getRightExpression());
        }
        super.visitBinaryExpression(expression);
    }

    private void look(Expression value) {
        String name = value instanceof VariableExpression ? ((VariableExpression) value).getName()
            : value instanceof PropertyExpression && ((PropertyExpression) value).getObjectExpression().getText().equals("env")
                ? ((PropertyExpression) value).getPropertyAsString() : null;
        if (name != null && bound.stream().anyMatch(names -> names.contains(name))) {
            report(value, name + " holds a credential: leave it to the shell, in single quotes");
        }
    }
}

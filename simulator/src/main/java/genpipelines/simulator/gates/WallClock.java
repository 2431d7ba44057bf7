package genpipelines.simulator.gates;

import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** The controller's clock, or a wait on its one thread for all pipelines: the agent has a clock, and there is the step sleep. */
final class WallClock extends Check {
    private static final Map<String, Set<String>> CALLS = Map.of(
        "System", Set.of("currentTimeMillis", "nanoTime"),
        "Thread", Set.of("sleep"),
        "Instant", Set.of("now"),
        "LocalDate", Set.of("now"),
        "LocalTime", Set.of("now"),
        "LocalDateTime", Set.of("now"),
        "ZonedDateTime", Set.of("now"),
        "OffsetDateTime", Set.of("now"),
        "Clock", Set.of("systemUTC", "systemDefaultZone"),
        "Calendar", Set.of("getInstance"));

    WallClock() {
        super("wall-clock");
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        look(call, simple(call.getObjectExpression().getText()), call.getMethodAsString());
        super.visitMethodCallExpression(call);
    }

    @Override
    public void visitStaticMethodCallExpression(StaticMethodCallExpression call) {
        look(call, call.getOwnerType().getNameWithoutPackage(), call.getMethod());
        super.visitStaticMethodCallExpression(call);
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression call) {
        boolean empty = call.getArguments() instanceof TupleExpression && ((TupleExpression) call.getArguments()).getExpressions().isEmpty();
        if (call.getType().getNameWithoutPackage().equals("Date") && empty) {
            tell(call, "new Date()");
        }
        super.visitConstructorCallExpression(call);
    }

    private void look(Expression call, String type, String method) {
        if (method != null && CALLS.getOrDefault(type, Set.of()).contains(method)) {
            tell(call, type + "." + method);
        }
    }

    private void tell(Expression call, String what) {
        report(call, what + " is the controller's own time: use the step sleep, or ask the agent's clock");
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}

package genpipelines.simulator.gates;

import java.util.Set;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** A step called in a method marked @NonCPS, by an implicit or explicit this, or on the script: it would run wrongly or stop the method in silence. */
final class NonCpsSteps extends Check {
    private static final Set<String> RECEIVERS = Set.of("this", "script", "steps");
    private final Set<String> steps;

    NonCpsSteps(Set<String> steps) {
        super("noncps-step");
        this.steps = steps;
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        String name = call.getMethodAsString();
        boolean reachesStep = call.isImplicitThis() || RECEIVERS.contains(call.getObjectExpression().getText());
        if (inNonCps() && reachesStep && name != null && steps.contains(name) && !isOwnMethod(name)) {
            report(call, name + " is a step, and this method is marked @NonCPS: call it from a method without the mark");
        }
        super.visitMethodCallExpression(call);
    }
}

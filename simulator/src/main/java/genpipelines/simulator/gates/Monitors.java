package genpipelines.simulator.gates;

import java.lang.reflect.Modifier;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.stmt.SynchronizedStatement;

/** `synchronized`: the transformer of Jenkins refuses it, and a pipeline has one thread anyway. */
final class Monitors extends Check {
    Monitors() {
        super("synchronized");
    }

    @Override
    public void visitSynchronizedStatement(SynchronizedStatement statement) {
        report(statement, "Jenkins refuses `synchronized`; to keep other builds out there is the step lock");
        super.visitSynchronizedStatement(statement);
    }

    @Override
    public void visitMethod(MethodNode node) {
        if ((node.getModifiers() & Modifier.SYNCHRONIZED) != 0) {
            report(node, "Jenkins refuses `synchronized`; to keep other builds out there is the step lock");
        }
        super.visitMethod(node);
    }
}

package genpipelines.simulator.gates;

import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;

/** A catch that an abort or a timeout ends in, and does not leave: the pipeline would go on although somebody stopped it. */
final class SwallowedInterruptions extends Check {
    private static final Set<String> WIDE = Set.of("Exception", "Throwable", "InterruptedException", "FlowInterruptedException", "Object");

    SwallowedInterruptions() {
        super("swallowed-interruption");
    }

    @Override
    public void visitTryCatchFinally(TryCatchStatement statement) {
        if (!inNonCps()) {
            for (CatchStatement one : statement.getCatchStatements()) {
                boolean rethrows = rethrows(one);
                if (takesInterruptions(one) && !rethrows) {
                    report(one, "this catch swallows aborts and timeouts: catch FlowInterruptedException before it, and throw it again");
                }
                if (takesInterruptions(one)) {
                    break;
                }
            }
        }
        super.visitTryCatchFinally(statement);
    }

    private static boolean takesInterruptions(CatchStatement one) {
        ClassNode type = one.getExceptionType();
        return WIDE.contains(type.getNameWithoutPackage());
    }

    /** Whether the block throws, on some path, outside of closures. */
    private static boolean rethrows(CatchStatement one) {
        boolean[] throwing = {false};
        one.getCode().visit(new CodeVisitorSupport() {
            @Override
            public void visitThrowStatement(ThrowStatement statement) {
                throwing[0] = true;
            }

            @Override
            public void visitClosureExpression(ClosureExpression expression) {
                // what a closure throws is thrown elsewhere
            }
        });
        return throwing[0];
    }
}

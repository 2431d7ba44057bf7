package genpipelines.simulator.gates;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.control.SourceUnit;

/** One check: a visitor of the syntax tree that knows which method it is in, and collects what it finds. */
abstract class Check extends ClassCodeVisitorSupport {
    final List<Found> found = new ArrayList<>();
    private final String rule;
    private final Deque<MethodNode> methods = new ArrayDeque<>();
    private String file = "";
    private ClassNode type;

    Check(String rule) {
        this.rule = rule;
    }

    /** Look at one class of a file, given by its path in the library. */
    void look(String path, ClassNode node) {
        file = path;
        type = node;
        visitClass(node);
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return null;
    }

    @Override
    protected void visitConstructorOrMethod(MethodNode node, boolean isConstructor) {
        methods.push(node);
        super.visitConstructorOrMethod(node, isConstructor);
        methods.pop();
    }

    /** Whether this is code that Jenkins does not transform: the body of a method marked so. */
    boolean inNonCps() {
        return !methods.isEmpty() && isNonCps(methods.peek());
    }

    static boolean isNonCps(AnnotatedNode node) {
        return node.getAnnotations().stream().anyMatch(one -> one.getClassNode().getNameWithoutPackage().equals("NonCPS"));
    }

    boolean inVar() {
        return file.startsWith("vars/");
    }

    /** Whether the class itself has a method of this name, which a step of the same name does not reach. */
    boolean isOwnMethod(String name) {
        return type.getMethods().stream().anyMatch(method -> method.getName().equals(name));
    }

    void report(ASTNode node, String message) {
        if (node.getLineNumber() > 0) {
            found.add(new Found(file, node.getLineNumber(), node.getColumnNumber(), rule, message));
        }
    }
}

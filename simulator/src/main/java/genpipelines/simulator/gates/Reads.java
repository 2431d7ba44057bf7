package genpipelines.simulator.gates;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/**
 * The keys that a var reads from the map it is called with, also through variables made of it (`Map config = defaults + args`)
 * and through its own methods that it hands such a map to.
 */
final class Reads {
    private static final Set<String> LOOKUPS = Set.of("get", "containsKey", "getOrDefault", "getAt");
    private final Set<String> keys = new TreeSet<>();
    private final Set<String> seen = new HashSet<>();
    private final ClassNode type;

    private Reads(ClassNode type) {
        this.type = type;
    }

    /** The keys, sorted; null when the class has no `call` whose first parameter is a map. */
    static Set<String> of(ClassNode type) {
        Reads reads = new Reads(type);
        boolean any = false;
        for (MethodNode method : type.getMethods("call")) {
            Parameter[] parameters = method.getParameters();
            if (parameters.length > 0 && parameters[0].getType().getNameWithoutPackage().equals("Map")) {
                any = true;
                reads.follow(method, parameters[0].getName());
            }
        }
        return any ? reads.keys : null;
    }

    private void follow(MethodNode method, String map) {
        if (method.getCode() == null || !seen.add(method.getTypeDescriptor() + "#" + map)) {
            return;
        }
        Set<String> names = new HashSet<>(Set.of(map));
        int before;
        do { // a variable may be made of one that is only found further down
            before = names.size();
            method.getCode().visit(new Names(names));
        } while (names.size() > before);
        method.getCode().visit(new Keys(names));
    }

    private static boolean mentions(Expression expression, Set<String> names) {
        boolean[] found = {false};
        expression.visit(new CodeVisitorSupport() {
            @Override
            public void visitVariableExpression(VariableExpression variable) {
                found[0] |= names.contains(variable.getName());
            }

            @Override
            public void visitPropertyExpression(PropertyExpression property) {
                // `args.x` is a value, not the map
            }
        });
        return found[0];
    }

    /** Adds the variables that are made of a known one. */
    private static final class Names extends CodeVisitorSupport {
        private final Set<String> names;

        Names(Set<String> names) {
            this.names = names;
        }

        @Override
        public void visitDeclarationExpression(DeclarationExpression expression) {
            visitBinaryExpression(expression);
        }

        @Override
        public void visitBinaryExpression(BinaryExpression expression) {
            Expression left = expression.getLeftExpression();
            boolean assigned = Types.ofType(expression.getOperation().getType(), Types.ASSIGNMENT_OPERATOR);
            if (assigned && left instanceof VariableExpression && isWhole(expression.getRightExpression())) {
                names.add(((VariableExpression) left).getName());
            }
            super.visitBinaryExpression(expression);
        }

        /** A sum of maps, or a call that is handed the map; `args.get(..)` is a value. */
        private boolean isWhole(Expression value) {
            if (value instanceof MethodCallExpression && LOOKUPS.contains(((MethodCallExpression) value).getMethodAsString())) {
                return false;
            }
            return !(value instanceof BinaryExpression && ((BinaryExpression) value).getOperation().getType() == Types.LEFT_SQUARE_BRACKET)
                && mentions(value, names);
        }
    }

    /** Collects keys, and follows the map into methods of the same class. */
    private final class Keys extends CodeVisitorSupport {
        private final Set<String> names;

        Keys(Set<String> names) {
            this.names = names;
        }

        @Override
        public void visitPropertyExpression(PropertyExpression expression) {
            if (isMap(expression.getObjectExpression()) && expression.getPropertyAsString() != null) {
                keys.add(expression.getPropertyAsString());
            }
            super.visitPropertyExpression(expression);
        }

        @Override
        public void visitBinaryExpression(BinaryExpression expression) {
            boolean index = expression.getOperation().getType() == Types.LEFT_SQUARE_BRACKET;
            if (index && isMap(expression.getLeftExpression())) {
                addText(expression.getRightExpression());
            }
            super.visitBinaryExpression(expression);
        }

        @Override
        public void visitMethodCallExpression(MethodCallExpression call) {
            List<Expression> arguments = call.getArguments() instanceof TupleExpression ? ((TupleExpression) call.getArguments()).getExpressions() : List.of();
            if (isMap(call.getObjectExpression()) && LOOKUPS.contains(call.getMethodAsString()) && !arguments.isEmpty()) {
                addText(arguments.get(0));
            }
            if (call.isImplicitThis() && call.getMethodAsString() != null) {
                into(call.getMethodAsString(), arguments);
            }
            super.visitMethodCallExpression(call);
        }

        private void into(String name, List<Expression> arguments) {
            for (MethodNode method : type.getMethods(name)) {
                for (int index = 0; index < Math.min(arguments.size(), method.getParameters().length); index++) {
                    if (isMap(arguments.get(index))) {
                        follow(method, method.getParameters()[index].getName());
                    }
                }
            }
        }

        private boolean isMap(Expression expression) {
            return expression instanceof VariableExpression && names.contains(((VariableExpression) expression).getName());
        }

        private void addText(Expression key) {
            if (key instanceof ConstantExpression) {
                keys.add(key.getText());
            }
        }
    }
}

package genpipelines.simulator.declarative.run;

import genpipelines.simulator.declarative.syntax.Model.Environment;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Turns {@code environment} into blocks that compute one variable each. A block gets the blocks of the section by name, and a block that
 * looks a name up in the script: so a value may refer to one that is defined later, and a name that nobody knows reads null.
 */
final class EnvironmentWriter {
  private static final String VALUES = "$values";
  private static final String LOOKUP = "$lookup";

  private final SourceUnit unit;

  EnvironmentWriter(SourceUnit unit) {
    this.unit = unit;
  }

  /** Puts the sections {@code environment} and {@code credentials}. */
  void write(MapExpression section, Environment environment) {
    if (environment == null) {
      return;
    }
    Set<String> names = environment.values.entrySet().stream().filter(entry -> !isCredentials(entry.getValue()))
        .map(java.util.Map.Entry::getKey).collect(Collectors.toSet());
    MapExpression variables = new MapExpression();
    MapExpression credentials = new MapExpression();
    environment.values.forEach((name, value) -> {
      if (isCredentials(value)) {
        Expressions.put(credentials, name, block(name, Expressions.list(arguments(value)), names));
      } else {
        Expressions.put(variables, name, block(name, value, names));
      }
    });
    Expressions.put(section, "environment", variables.getMapEntryExpressions().isEmpty() ? null : variables);
    Expressions.put(section, "credentials", credentials.getMapEntryExpressions().isEmpty() ? null : credentials);
  }

  private static boolean isCredentials(Expression value) {
    return value instanceof MethodCallExpression && ((MethodCallExpression) value).isImplicitThis()
        && "credentials".equals(((MethodCallExpression) value).getMethodAsString());
  }

  private static List<Expression> arguments(Expression call) {
    return ((TupleExpression) ((MethodCallExpression) call).getArguments()).getExpressions();
  }

  private Expression block(String target, Expression value, Set<String> names) {
    Parameter values = new Parameter(ClassHelper.DYNAMIC_TYPE, VALUES);
    Parameter lookup = new Parameter(ClassHelper.DYNAMIC_TYPE, LOOKUP);
    Expression body = new Names(target, names, values, lookup).transform(value);
    body.setSourcePosition(value);
    return Expressions.later(body, values, lookup);
  }

  /** Leads the names in a value to the section's own blocks, or to the script. */
  private final class Names extends ClassCodeExpressionTransformer {
    private final String target;
    private final Set<String> names;
    private final Parameter values;
    private final Parameter lookup;

    Names(String target, Set<String> names, Parameter values, Parameter lookup) {
      this.target = target;
      this.names = names;
      this.values = values;
      this.lookup = lookup;
    }

    @Override
    protected SourceUnit getSourceUnit() {
      return unit;
    }

    @Override
    public Expression transform(Expression expression) {
      Expression led = lead(expression);
      if (led != null) {
        led.setSourcePosition(expression);
        return led;
      }
      if (expression instanceof ClosureExpression) {
        ((ClosureExpression) expression).getCode().visit(this);
        return expression;
      }
      if (expression instanceof MethodCallExpression && ((MethodCallExpression) expression).isImplicitThis()) {
        return transformArguments((MethodCallExpression) expression);
      }
      return super.transform(expression);
    }

    private Expression transformArguments(MethodCallExpression call) {
      call.setArguments(transform(call.getArguments()));
      return call;
    }

    private Expression lead(Expression expression) {
      if (expression instanceof VariableExpression) {
        VariableExpression variable = (VariableExpression) expression;
        boolean unknown = variable.getAccessedVariable() instanceof DynamicVariable;
        return unknown ? named(variable.getName()) : null;
      }
      if (expression instanceof PropertyExpression && isEnv(((PropertyExpression) expression).getObjectExpression())) {
        String name = ((PropertyExpression) expression).getPropertyAsString();
        return names.contains(name) ? named(name) : null;
      }
      return null;
    }

    private boolean isEnv(Expression object) {
      return object instanceof VariableExpression && ((VariableExpression) object).getName().equals("env");
    }

    private Expression named(String name) {
      if (names.contains(name) && !name.equals(target)) {
        Expression block = new MethodCallExpression(new VariableExpression(values), "get", arguments(Expressions.constant(name)));
        return new MethodCallExpression(block, "call", arguments(new VariableExpression(values), new VariableExpression(lookup)));
      }
      return new MethodCallExpression(new VariableExpression(lookup), "call", arguments(Expressions.constant(name)));
    }

    private ArgumentListExpression arguments(Expression... expressions) {
      return new ArgumentListExpression(expressions);
    }
  }
}

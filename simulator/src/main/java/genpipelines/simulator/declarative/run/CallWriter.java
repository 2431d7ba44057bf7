package genpipelines.simulator.declarative.run;

import genpipelines.simulator.declarative.Signature;
import genpipelines.simulator.declarative.syntax.Arguments;
import genpipelines.simulator.declarative.syntax.Arguments.Argument;
import genpipelines.simulator.declarative.syntax.Arguments.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;

/** Turns options, parameters, triggers and conditions into maps of their arguments. */
final class CallWriter {
  /** Key of a map that stands for something with a class of its own, such as a parameter. */
  static final String SYMBOL = "$symbol";

  /** {@code [$symbol: name, argument: value, …]}; one argument without a name goes to the only parameter it can mean. */
  Expression described(Call call, Function<String, Signature> find) {
    return arguments(call, find.apply(call.name), new MapExpression());
  }

  private Expression arguments(Call call, Signature signature, MapExpression map) {
    Expressions.put(map, SYMBOL, Expressions.constant(call.name));
    for (Argument argument : call.arguments) {
      String sole = signature == null || signature.sole() == null ? "value" : signature.sole().name;
      Expressions.put(map, argument.key == null ? sole : argument.key.name, value(argument));
    }
    return map;
  }

  /** The value of an argument; a call is made when the pipeline starts: of a symbol, such as {@code logRotator(…)}, or of a function. */
  Expression value(Argument argument) {
    if (argument.call != null) {
      return (Expression) argument.call.at;
    }
    return argument.value == null ? Expressions.constant(null) : argument.value.expression;
  }

  /** What an option that is a step is called with: its named arguments as a map, one value, a list of values, or null. */
  Expression stepArguments(Call call) {
    if (call.arguments.isEmpty()) {
      return Expressions.constant(null);
    }
    if (call.arguments.get(0).key != null) {
      MapExpression map = new MapExpression();
      call.arguments.forEach(argument -> Expressions.put(map, argument.key.name, value(argument)));
      return map;
    }
    List<Expression> values = new ArrayList<>();
    call.arguments.forEach(argument -> values.add(value(argument)));
    return values.size() == 1 ? values.get(0) : Expressions.list(values);
  }

  /** The arguments of a condition of {@code when}, as a map by parameter. */
  MapExpression named(Arguments arguments, Signature signature) {
    MapExpression map = new MapExpression();
    if (arguments != null) {
      for (Argument argument : arguments.items) {
        Expressions.put(map, argument.key == null ? signature.sole().name : argument.key.name, argument.value.expression);
      }
    }
    return map;
  }

  ListExpression list(List<Call> calls, Function<String, Signature> find) {
    ListExpression list = new ListExpression();
    calls.forEach(call -> list.addExpression(described(call, find)));
    return list;
  }
}

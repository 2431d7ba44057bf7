package genpipelines.simulator.declarative.run;

import genpipelines.simulator.declarative.KnownPlugins;
import genpipelines.simulator.declarative.syntax.Arguments.Call;
import genpipelines.simulator.declarative.syntax.Model.Axes;
import genpipelines.simulator.declarative.syntax.Model.Axis;
import genpipelines.simulator.declarative.syntax.Model.Condition;
import genpipelines.simulator.declarative.syntax.Model.Input;
import genpipelines.simulator.declarative.syntax.Model.Matrix;
import genpipelines.simulator.declarative.syntax.Model.Pipeline;
import genpipelines.simulator.declarative.syntax.Model.Post;
import genpipelines.simulator.declarative.syntax.Model.Stage;
import genpipelines.simulator.declarative.syntax.Model.StageBase;
import genpipelines.simulator.declarative.syntax.Model.Stages;
import genpipelines.simulator.declarative.syntax.Model.Tools;
import genpipelines.simulator.declarative.syntax.Model.When;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.control.SourceUnit;

/** Writes a valid pipeline as a call of the interpreter with a map: values that are fixed at the start, and blocks for all others. */
public final class PipelineWriter {
  private static final Set<String> FLAGS = Set.of("checkoutToSubdirectory", "disableRestartFromStage", "newContainerPerStage",
      "parallelsAlwaysFailFast", "skipDefaultCheckout", "skipStagesAfterUnstable");

  private final KnownPlugins known;
  private final EnvironmentWriter environments;
  private final CallWriter calls = new CallWriter();

  public PipelineWriter(SourceUnit unit, KnownPlugins known) {
    this.known = known;
    environments = new EnvironmentWriter(unit);
  }

  /** Replaces the block of the pipeline by its model. */
  public void write(Pipeline pipeline) {
    MapExpression map = new MapExpression();
    Expressions.put(map, "agent", agent(pipeline.agent));
    environments.write(map, pipeline.environment);
    Expressions.put(map, "tools", tools(pipeline.tools));
    options(map, pipeline.options == null ? List.of() : pipeline.options.list, false);
    if (pipeline.parameters != null) {
      Expressions.put(map, "parameters", calls.list(pipeline.parameters.list, known::parameter));
    }
    if (pipeline.triggers != null) {
      Expressions.put(map, "triggers", calls.list(pipeline.triggers.list, known::trigger));
    }
    if (pipeline.libraries != null) {
      Expressions.put(map, "libraries", Expressions.list(pipeline.libraries.list.stream().map(value -> value.expression)
          .collect(Collectors.toList())));
    }
    Expressions.put(map, "stages", stages(pipeline.stages));
    Expressions.put(map, "post", post(pipeline.post));
    map.setSourcePosition(pipeline.call);
    pipeline.call.setArguments(new ArgumentListExpression(map));
  }

  private Expression agent(genpipelines.simulator.declarative.syntax.Model.Agent agent) {
    if (agent == null) {
      return null;
    }
    MapExpression map = new MapExpression();
    Expressions.put(map, "type", Expressions.constant(agent.type.name));
    if (agent.value != null) {
      Expression value = agent.value instanceof ClosureExpression ? settings((ClosureExpression) agent.value) : agent.value;
      Expressions.put(map, "value", Expressions.later(value));
    }
    return map;
  }

  /** A block of names and values as a map; blocks inside become maps, too. */
  private MapExpression settings(ClosureExpression block) {
    MapExpression map = new MapExpression();
    Settings.of(block).forEach((name, value) -> Expressions.put(map, name,
        value instanceof ClosureExpression ? settings((ClosureExpression) value) : value));
    return map;
  }

  private Expression tools(Tools tools) {
    if (tools == null) {
      return null;
    }
    MapExpression map = new MapExpression();
    tools.entries.forEach((type, name) -> Expressions.put(map, type.name, Expressions.later(name.expression)));
    return map;
  }

  /** Options that wrap are steps; those the interpreter looks at are flags; all others are properties of the job. */
  private void options(MapExpression section, List<Call> options, boolean inStage) {
    MapExpression wrappers = new MapExpression();
    MapExpression flags = new MapExpression();
    ListExpression properties = new ListExpression();
    for (Call option : options) {
      if (FLAGS.contains(option.name)) {
        Expression value = option.arguments.isEmpty() ? Expressions.constant(true) : calls.value(option.arguments.get(0));
        Expressions.put(flags, option.name, value);
      } else if (known.steps().containsKey(option.name)) {
        Expressions.put(wrappers, option.name, calls.stepArguments(option));
      } else if (!inStage) {
        properties.addExpression(calls.described(option, known::option));
      }
    }
    Expressions.put(section, "wrappers", wrappers.getMapEntryExpressions().isEmpty() ? null : wrappers);
    Expressions.put(section, "flags", flags.getMapEntryExpressions().isEmpty() ? null : flags);
    Expressions.put(section, "properties", properties.getExpressions().isEmpty() ? null : properties);
  }

  private Expression post(Post post) {
    if (post == null) {
      return null;
    }
    MapExpression map = new MapExpression();
    post.list.forEach(condition -> Expressions.put(map, condition.name, condition.block));
    return map;
  }

  private Expression stages(Stages stages) {
    return stages == null ? null : Expressions.list(stages.list.stream().map(this::stage).collect(Collectors.toList()));
  }

  private Expression stage(Stage stage) {
    MapExpression map = new MapExpression();
    Expressions.put(map, "name", Expressions.constant(stage.name));
    common(map, stage, stage.name);
    Expressions.put(map, "steps", stage.steps);
    Expressions.put(map, "parallel", stages(stage.parallel));
    if (stage.matrix != null) {
      Expressions.put(map, "matrix", matrix(stage.matrix, stage.name));
    }
    Expressions.put(map, "failFast", Boolean.TRUE.equals(stage.failFast) ? Expressions.constant(true) : null);
    takeRoom(map);
    return map;
  }

  /**
   * Writes sections that a stage does not have, too, as Jenkins does: all of it becomes one method of the JVM, whose size is limited, and a
   * pipeline that is too large there has to be too large here.
   */
  private static void takeRoom(MapExpression stage) {
    Set<Object> there = stage.getMapEntryExpressions().stream().map(entry -> entry.getKeyExpression().getText()).collect(Collectors.toSet());
    for (String section : List.of("agent", "environment", "input", "post", "tools", "when")) {
      if (!there.contains(section)) {
        Expressions.put(stage, section, Expressions.constant(null));
      }
    }
  }

  private void common(MapExpression map, StageBase stage, String name) {
    Expressions.put(map, "agent", agent(stage.agent));
    environments.write(map, stage.environment);
    Expressions.put(map, "tools", tools(stage.tools));
    options(map, stage.options == null ? List.of() : stage.options.list, true);
    Expressions.put(map, "when", when(stage.when));
    Expressions.put(map, "input", input(stage.input, name));
    Expressions.put(map, "post", post(stage.post));
    Expressions.put(map, "stages", stages(stage.stages));
  }

  private Expression when(When when) {
    if (when == null) {
      return null;
    }
    MapExpression map = new MapExpression();
    flag(map, "beforeAgent", when.beforeAgent);
    flag(map, "beforeInput", when.beforeInput);
    flag(map, "beforeOptions", when.beforeOptions);
    Expressions.put(map, "conditions", Expressions.later(conditions(when.conditions)));
    return map;
  }

  private static void flag(MapExpression map, String name, boolean set) {
    Expressions.put(map, name, set ? Expressions.constant(true) : null);
  }

  private ListExpression conditions(List<Condition> conditions) {
    return Expressions.list(conditions.stream().map(this::condition).collect(Collectors.toList()));
  }

  private Expression condition(Condition condition) {
    MapExpression map = new MapExpression();
    Expressions.put(map, "name", Expressions.constant(condition.name));
    if (condition.expression != null) {
      Expressions.put(map, "expression", condition.expression);
    } else if (!condition.children.isEmpty()) {
      Expressions.put(map, "children", conditions(condition.children));
    } else {
      Expressions.put(map, "arguments", calls.named(condition.arguments, known.condition(condition.name)));
    }
    return map;
  }

  private Expression input(Input input, String stage) {
    if (input == null) {
      return null;
    }
    MapExpression map = new MapExpression();
    Expressions.put(map, "id", input.fields.containsKey("id") ? null : Expressions.constant(stage));
    input.fields.forEach((name, value) -> Expressions.put(map, name, value.expression));
    if (input.parameters != null) {
      Expressions.put(map, "parameters", calls.list(input.parameters.list, known::parameter));
    }
    return Expressions.later(map);
  }

  private Expression matrix(Matrix matrix, String name) {
    MapExpression map = new MapExpression();
    Expressions.put(map, "axes", axes(matrix.axes));
    if (matrix.excludes != null) {
      Expressions.put(map, "excludes", Expressions.list(matrix.excludes.list.stream().map(this::axes).collect(Collectors.toList())));
    }
    common(map, matrix, name);
    return map;
  }

  private Expression axes(Axes axes) {
    return Expressions.list(axes.list.stream().map(PipelineWriter::axis).collect(Collectors.toList()));
  }

  private static Expression axis(Axis axis) {
    MapExpression map = new MapExpression();
    Expressions.put(map, "name", Expressions.constant(axis.name.name));
    Expressions.put(map, "values", Expressions.list(axis.values.stream().map(value -> Expressions.constant(String.valueOf(value.value)))
        .collect(Collectors.toList())));
    flag(map, "inverse", axis.inverse);
    return map;
  }
}

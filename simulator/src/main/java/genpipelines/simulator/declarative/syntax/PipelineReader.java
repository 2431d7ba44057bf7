package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.syntax.Model.Matrix;
import genpipelines.simulator.declarative.syntax.Model.Pipeline;
import genpipelines.simulator.declarative.syntax.Model.Stage;
import genpipelines.simulator.declarative.syntax.Model.StageBase;
import genpipelines.simulator.declarative.syntax.Model.Stages;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads a {@code pipeline} block into its model, and tells what has no place in it. */
final class PipelineReader {
  private static final Set<String> RENAMED = Set.of("properties", "wrappers", "jobProperties");
  private static final Set<String> REPLACED_BY_POST = Set.of("notifications", "postBuild");

  private final ValueReader values;
  private final SectionReader sections;
  private final EnvironmentReader environments;
  private final StepReader steps;
  private final WhenReader whens;
  private final MatrixReader matrices;

  PipelineReader(ValueReader values) {
    this.values = values;
    sections = new SectionReader(values);
    environments = new EnvironmentReader(values);
    steps = new StepReader(values);
    whens = new WhenReader(values);
    matrices = new MatrixReader(values, sections);
  }

  Pipeline pipeline(Statement statement) {
    Pipeline pipeline = new Pipeline(statement);
    Set<String> seen = new HashSet<>();
    for (Statement inner : Calls.statements(Calls.block(statement))) {
      String name = sectionName(inner, inner, "section", seen);
      if (name != null) {
        section(pipeline, name, inner);
      }
    }
    return pipeline;
  }

  /** The name of a section; null when the statement is none. What is wrong is told at {@code at}. */
  private String sectionName(Statement statement, ASTNode at, String what, Set<String> seen) {
    MethodCallExpression call = Calls.call(statement);
    if (call == null) {
      values.add(at, "section-unclear", "this is no " + what + ", or something is missing in it: " + values.source.text(statement));
      return null;
    }
    String name = values.name(call);
    if (!seen.add(name)) {
      values.add(at, "section-repeated", "the section `" + name + "` stands here more than once");
    }
    return name;
  }

  private void section(Pipeline pipeline, String name, Statement statement) {
    switch (name) {
      case "stages":
        pipeline.stages = stages(statement, "stages");
        break;
      case "environment":
        pipeline.environment = environments.environment(statement, sections.block(statement, name));
        break;
      case "post":
        pipeline.post = steps.post(statement);
        break;
      case "agent":
        pipeline.agent = sections.agent(statement);
        break;
      case "tools":
        pipeline.tools = sections.tools(statement);
        break;
      case "options":
        pipeline.options = sections.calls(statement, name, "option");
        break;
      case "parameters":
        pipeline.parameters = sections.calls(statement, name, "parameter");
        break;
      case "triggers":
        pipeline.triggers = sections.calls(statement, name, "trigger");
        break;
      case "libraries":
        pipeline.libraries = sections.libraries(statement);
        break;
      default:
        values.add(statement, "section-unknown", unknown(name));
    }
  }

  private static String unknown(String name) {
    String hint = RENAMED.contains(name) ? ": it is called `options` today" : REPLACED_BY_POST.contains(name) ? ": use `post`" : "";
    return "a pipeline has no section `" + name + "`" + hint;
  }

  private Stages stages(Statement statement, String section) {
    Stages stages = new Stages(statement);
    ClosureExpression block = sections.block(statement, section);
    for (Statement inner : block == null ? List.<Statement>of() : Calls.statements(block)) {
      Stage stage = stage(inner);
      if (stage != null) {
        stages.list.add(stage);
      }
    }
    return stages;
  }

  private Stage stage(Statement statement) {
    if (!Calls.isBlock(statement, "stage")) {
      values.add(statement, "stage-expected", "only stages may stand here");
      return null;
    }
    Stage stage = new Stage(statement);
    List<Expression> arguments = Calls.arguments(Calls.call(statement));
    stage.name = values.literal(arguments.get(0));
    if (arguments.size() < 2 || !(arguments.get(1) instanceof ClosureExpression)) {
      values.add(statement, "block-expected", "a stage takes its name and a block, nothing else");
      return stage;
    }
    Set<String> seen = new HashSet<>();
    for (Statement inner : Calls.statements((ClosureExpression) arguments.get(1))) {
      String name = sectionName(inner, statement, "section of a stage", seen);
      if (name != null && !stageSection(stage, name, inner) && !common(stage, name, inner)) {
        values.add(statement, "section-unknown", "a stage has no section `" + name + "`; steps stand in a block `steps { … }`");
      }
    }
    return stage;
  }

  private boolean stageSection(Stage stage, String name, Statement statement) {
    switch (name) {
      case "steps":
        steps.steps(stage, statement);
        return true;
      case "parallel":
        stage.parallel = stages(statement, name);
        return true;
      case "matrix":
        stage.matrix = matrix(statement);
        return true;
      case "failFast":
        stage.failFast = values.flag(Calls.call(statement));
        return true;
      default:
        return false;
    }
  }

  private boolean common(StageBase stage, String name, Statement statement) {
    switch (name) {
      case "agent":
        stage.agent = sections.agent(statement);
        return true;
      case "when":
        stage.when = whens.when(statement);
        return true;
      case "post":
        stage.post = steps.post(statement);
        return true;
      case "options":
        stage.options = sections.calls(statement, name, "option");
        return true;
      case "input":
        stage.input = sections.input(statement);
        return true;
      case "tools":
        stage.tools = sections.tools(statement);
        return true;
      case "environment":
        stage.environment = environments.environment(statement, sections.block(statement, name));
        return true;
      case "stages":
        stage.stages = stages(statement, name);
        return true;
      default:
        return false;
    }
  }

  private Matrix matrix(Statement statement) {
    Matrix matrix = new Matrix(statement);
    ClosureExpression block = sections.block(statement, "matrix");
    Set<String> seen = new HashSet<>();
    for (Statement inner : block == null ? List.<Statement>of() : Calls.statements(block)) {
      String name = sectionName(inner, inner, "section of a matrix", seen);
      if (name != null && !matrices.section(matrix, name, inner) && !common(matrix, name, inner)) {
        values.add(inner, "section-unknown", "a matrix has no section `" + name + "`");
      }
    }
    return matrix;
  }
}

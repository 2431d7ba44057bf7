package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.syntax.Model.Branch;
import genpipelines.simulator.declarative.syntax.Model.Post;
import genpipelines.simulator.declarative.syntax.Model.PostCondition;
import genpipelines.simulator.declarative.syntax.Model.Stage;
import genpipelines.simulator.declarative.syntax.Model.Step;
import genpipelines.simulator.declarative.KnownPlugins;
import java.util.List;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads steps, and the sections that hold them: {@code steps} and {@code post}. */
final class StepReader {
  private final ValueReader values;

  StepReader(ValueReader values) {
    this.values = values;
  }

  Branch branch(String name, ClosureExpression block) {
    Branch branch = new Branch(block.getCode(), name);
    Calls.statements(block).forEach(statement -> branch.steps.add(step(statement)));
    return branch;
  }

  private Step step(Statement statement) {
    Step step = new Step(statement);
    MethodCallExpression call = Calls.call(statement);
    if (call == null) {
      values.add(statement, "step-expected", "only steps may stand here; Groovy code such as `if`, `def` or `=` belongs into a `script` block");
      return step;
    }
    step.name = values.name(call);
    ClosureExpression block = Calls.block(call);
    if (step.name.equals("script") || step.name.equals("expression")) {
      return code(step, block);
    }
    List<Expression> arguments = Calls.arguments(call);
    step.arguments = values.arguments(block == null ? arguments : arguments.subList(0, arguments.size() - 1));
    if (block != null) {
      Calls.statements(block).forEach(inner -> step.children.add(step(inner)));
    }
    return step;
  }

  private Step code(Step step, ClosureExpression block) {
    if (block == null) {
      values.add(step.at, "block-expected", "`" + step.name + "` needs a block");
    }
    step.script = block;
    return step;
  }

  /** {@code steps { … }} of a stage; a step {@code parallel} that stands alone in it makes one branch of each of its blocks. */
  void steps(Stage stage, Statement statement) {
    ClosureExpression block = Calls.block(statement);
    if (block == null) {
      values.add(statement, "internal", "`steps` needs a block; Jenkins' validator breaks off here");
      return;
    }
    stage.steps = block;
    stage.branches.clear();
    List<Statement> statements = Calls.statements(block);
    MethodCallExpression only = statements.size() == 1 ? Calls.call(statements.get(0)) : null;
    if (only != null && "parallel".equals(Calls.name(only))) {
      parallel(stage, only);
    } else {
      stage.branches.add(branch("default", block));
    }
  }

  private void parallel(Stage stage, MethodCallExpression call) {
    List<Expression> arguments = Calls.arguments(call);
    if (arguments.size() != 1 || !(arguments.get(0) instanceof NamedArgumentListExpression)) {
      return;
    }
    for (MapEntryExpression entry : ((NamedArgumentListExpression) arguments.get(0)).getMapEntryExpressions()) {
      Expression value = entry.getValueExpression();
      if ("failFast".equals(Calls.word(entry.getKeyExpression()))) {
        if (!(value instanceof ConstantExpression) || !(((ConstantExpression) value).getValue() instanceof Boolean)) {
          values.add(entry.getKeyExpression(), "boolean-expected", "`failFast` takes true or false");
        }
      } else if (value instanceof ClosureExpression) {
        stage.branches.add(branch(values.literal(entry.getKeyExpression()), (ClosureExpression) value));
      } else {
        values.add(entry.getKeyExpression(), "block-expected", "a branch of `parallel` is a block");
      }
    }
  }

  Post post(Statement statement) {
    Post post = new Post(statement);
    ClosureExpression block = Calls.block(statement);
    if (block == null) {
      values.add(statement, "block-expected", "`post` needs a block");
      return post;
    }
    for (Statement inner : Calls.statements(block)) {
      ClosureExpression steps = Calls.block(inner);
      if (steps == null) {
        values.add(inner, "post-condition-expected",
            "`post` holds conditions with a block each, no steps of its own; the conditions are " + KnownPlugins.POST_CONDITIONS);
      } else {
        PostCondition condition = new PostCondition(inner);
        condition.block = steps;
        condition.branch = branch("default", steps);
        condition.name = Calls.name(Calls.call(inner));
        post.list.add(condition);
      }
    }
    return post;
  }
}

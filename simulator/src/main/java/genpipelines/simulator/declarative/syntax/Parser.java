package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.KnownPlugins;
import genpipelines.simulator.declarative.Problem;
import genpipelines.simulator.declarative.syntax.Model.Pipeline;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Finds the {@code pipeline} blocks of a file and reads and checks them. */
public final class Parser {
  private final KnownPlugins known;
  private final Problems problems = new Problems();

  public Parser(KnownPlugins known) {
    this.known = known;
  }

  /** What was found wrong so far, in Jenkins' order, at most ten. */
  public List<Problem> problems() {
    return problems.list();
  }

  /**
   * The pipelines of a module: the first block at the top, or those inside a method {@code call}. Empty when the file is no declarative
   * pipeline. The models are complete only when there is no problem.
   */
  public List<Pipeline> parse(ModuleNode module, Source source) {
    List<Pipeline> found = new ArrayList<>();
    try {
      List<Statement> blocks = blocks(module);
      blocks.forEach(block -> found.add(parse(block, source)));
      if (blocks.isEmpty()) {
        module.getStatementBlock().getStatements().forEach(this::misplaced);
      }
    } catch (Problems.Enough enough) {
      return found;
    }
    return found;
  }

  private Pipeline parse(Statement block, Source source) {
    Pipeline pipeline = new PipelineReader(new ValueReader(source, problems, known)).pipeline(block);
    new PipelineCheck(problems, known).check(pipeline);
    return pipeline;
  }

  private static List<Statement> blocks(ModuleNode module) {
    for (Statement statement : module.getStatementBlock().getStatements()) {
      if (Calls.isBlock(statement, "pipeline")) {
        return List.of(statement);
      }
    }
    for (MethodNode method : module.getMethods()) {
      if (method.getName().equals("call")) {
        return blocksInside(method);
      }
    }
    return List.of();
  }

  /** The blocks in a method that look like a pipeline, with an agent and stages; a step of a library may be called so, too. */
  private static List<Statement> blocksInside(MethodNode method) {
    List<Statement> found = new ArrayList<>();
    method.getCode().visit(new CodeVisitorSupport() {
      @Override
      public void visitExpressionStatement(ExpressionStatement statement) {
        if (Calls.isBlock(statement, "pipeline") && has(statement, "agent") && has(statement, "stages")) {
          found.add(statement);
        } else {
          super.visitExpressionStatement(statement);
        }
      }
    });
    return found;
  }

  private static boolean has(Statement block, String section) {
    return Calls.statements(Calls.block(block)).stream().map(Calls::call).anyMatch(call -> call != null && section.equals(Calls.name(call)));
  }

  private void misplaced(Statement statement) {
    ClosureExpression block = Calls.block(statement);
    if (block == null) {
      return;
    }
    if (Calls.isBlock(statement, "pipeline")) {
      problems.add((ASTNode) statement, "pipeline-nested", "`pipeline` must stand at the top, not inside another block");
    }
    Calls.statements(block).forEach(this::misplaced);
  }
}

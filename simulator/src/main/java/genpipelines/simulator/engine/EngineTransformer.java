package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.CpsTransformer;
import com.cloudbees.groovy.cps.sandbox.Trusted;
import com.cloudbees.groovy.cps.sandbox.Untrusted;
import java.util.List;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.GroovyCodeVisitor;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ExpressionTransformer;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.SpreadMapExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.AsmClassGenerator;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;
import org.kohsuke.groovy.sandbox.SandboxTransformer;

/**
 * The CPS transformer as a controller of today uses it. Adds to groovy-cps 1.31 what newer versions do: spread arguments
 * and literals, and boolean values of {@code &&} and {@code ||}. With the sandbox, code that is not CPS is guarded too.
 */
final class EngineTransformer extends CpsTransformer {
  private static final ClassNode SPREAD = ClassHelper.makeCached(Spread.class);
  private static final ClassNode KEEPING = ClassHelper.makeCached(Keeping.class);

  private final boolean sandbox;
  private final SandboxTransformer guard = new SandboxTransformer();
  private ClassCodeExpressionTransformer guardVisitor;

  EngineTransformer(boolean sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public void call(SourceUnit source, GeneratorContext context, ClassNode classNode) {
    guardVisitor = sandbox ? guard.createVisitor(source, classNode) : null;
    super.call(source, context, classNode);
  }

  @Override
  protected void processConstructors(ClassNode classNode) {
    if (sandbox) {
      guard.processConstructors(guardVisitor, classNode);
    }
  }

  @Override
  protected void visitNontransformedMethod(MethodNode m) {
    if (sandbox) {
      guardVisitor.visitMethod(m);
    }
  }

  @Override
  protected void visitNontransformedField(FieldNode f) {
    if (sandbox) {
      guardVisitor.visitField(f);
    }
  }

  @Override
  protected void visitNontransformedStatement(Statement s) {
    if (sandbox) {
      s.visit(guardVisitor);
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  protected Class getTrustTag() {
    return sandbox ? Untrusted.class : Trusted.class;
  }

  @Override
  public void visitMethodCallExpression(MethodCallExpression call) {
    List<Expression> arguments = ((TupleExpression) call.getArguments()).getExpressions();
    if (call.isSpreadSafe() || arguments.stream().noneMatch(SpreadExpression.class::isInstance)) {
      super.visitMethodCallExpression(call);
      return;
    }
    spreadCall(call.getLineNumber(), "$call", () -> {
      if (call.isImplicitThis() && AsmClassGenerator.isThisExpression(call.getObjectExpression())) {
        makeNode("javaThis_");
      } else {
        visit(call.getObjectExpression());
      }
      visit(call.getMethod());
      arguments.forEach(this::spreadElement);
    });
  }

  @Override
  public void visitListExpression(ListExpression list) {
    if (list.getExpressions().stream().anyMatch(SpreadExpression.class::isInstance)) {
      spreadCall(list.getLineNumber(), "$list", () -> list.getExpressions().forEach(this::spreadElement));
    } else {
      super.visitListExpression(list);
    }
  }

  @Override
  public void visitMapExpression(MapExpression map) {
    if (map.getMapEntryExpressions().stream().noneMatch(e -> e.getKeyExpression() instanceof SpreadMapExpression)) {
      super.visitMapExpression(map);
      return;
    }
    spreadCall(map.getLineNumber(), "$map", () -> map.getMapEntryExpressions().forEach(this::spreadEntry));
  }

  private void spreadEntry(MapEntryExpression entry) {
    if (entry.getKeyExpression() instanceof SpreadMapExpression) {
      spreadCall(entry.getLineNumber(), "$mark", () -> visit(entry.getValueExpression()));
      makeNode("constant", ConstantExpression.NULL);
    } else {
      visit(entry.getKeyExpression());
      visit(entry.getValueExpression());
    }
  }

  private void spreadElement(Expression element) {
    if (element instanceof SpreadExpression) {
      spreadCall(element.getLineNumber(), "$mark", () -> visit(((SpreadExpression) element).getExpression()));
    } else {
      visit(element);
    }
  }

  private void spreadCall(int line, String name, Runnable arguments) {
    makeNode("staticCall", () -> {
      literal(line);
      literal(SPREAD);
      literal(name);
      arguments.run();
    });
  }

  /** In 1.31 {@code a && b} gives b and an assignment null; Jenkins gives a boolean and the assigned value. */
  @Override
  public void visitBinaryExpression(BinaryExpression e) {
    int type = e.getOperation().getType();
    if (type == Types.LOGICAL_AND || type == Types.LOGICAL_OR) {
      not(e.getLineNumber(), () -> not(e.getLineNumber(), () -> super.visitBinaryExpression(e)));
    } else if (Types.ofType(type, Types.ASSIGNMENT_OPERATOR) && !(e.getLeftExpression() instanceof TupleExpression)) {
      BinaryExpression kept = new BinaryExpression(new KeptExpression(e.getLeftExpression()), e.getOperation(), e.getRightExpression());
      kept.setSourcePosition(e);
      super.visitBinaryExpression(kept);
    } else {
      super.visitBinaryExpression(e);
    }
  }

  @Override
  public void visitDeclarationExpression(DeclarationExpression e) {
    if (e.isMultipleAssignmentDeclaration() || e.getRightExpression() instanceof EmptyExpression) {
      super.visitDeclarationExpression(e);
      return;
    }
    VariableExpression variable = e.getVariableExpression();
    makeNode("sequence", () -> {
      makeNode("declareVariable", () -> {
        literal(variable.getType());
        literal(variable.getName());
      });
      makeNode("assign", () -> {
        loc(e);
        keep(() -> makeNode("localVariable", () -> {
          loc(e);
          literal(variable.getName());
        }));
        visitAssignmentOrCast(variable, e.getRightExpression());
      });
    });
  }

  private void keep(Runnable place) {
    makeNode(KEEPING, place);
  }

  /** Stands for the left side of an assignment while it is written. */
  private final class KeptExpression extends Expression {
    private final Expression place;

    KeptExpression(Expression place) {
      this.place = place;
      setSourcePosition(place);
    }

    @Override
    public void visit(GroovyCodeVisitor visitor) {
      keep(() -> EngineTransformer.this.visit(place));
    }

    @Override
    public Expression transformExpression(ExpressionTransformer transformer) {
      return this;
    }
  }

  private void not(int line, Runnable operand) {
    makeNode("not", () -> {
      literal(line);
      operand.run();
    });
  }

  @Override
  public void visitCastExpression(CastExpression e) {
    if (!sandbox) {
      super.visitCastExpression(e);
      return;
    }
    checkedCast(e.getLineNumber(), () -> visit(e.getExpression()), e.getType(), e.isIgnoringAutoboxing(), e.isCoerce(), e.isStrict());
  }

  @Override
  protected void visitAssignmentOrCast(VariableExpression variable, Expression value) {
    if (sandbox && SandboxTransformer.mightBePositionalArgumentConstructor(variable)) {
      assignment(variable, () -> visit(value));
    } else {
      super.visitAssignmentOrCast(variable, value);
    }
  }

  @Override
  protected void getMultipleAssignmentValueOrCast(VariableExpression variable, Expression value, Expression index) {
    if (!sandbox || !SandboxTransformer.mightBePositionalArgumentConstructor(variable)) {
      super.getMultipleAssignmentValueOrCast(variable, value, index);
      return;
    }
    assignment(variable, () -> makeNode("array", () -> {
      literal(value.getLineNumber());
      visit(value);
      makeNode("constant", index);
    }));
  }

  /** A typed variable takes a value as Groovy assigns it, after the sandbox has seen a constructor this may call. */
  private void assignment(VariableExpression variable, Runnable value) {
    spreadCall(variable.getLineNumber(), "$assign", () -> {
      value.run();
      makeNode("constant", new ClassExpression(variable.getType()));
    });
  }

  private void checkedCast(int line, Runnable value, ClassNode type, boolean ignore, boolean coerce, boolean strict) {
    makeNode("sandboxCastOrCoerce", () -> {
      literal(line);
      value.run();
      literal(type);
      literal(ignore);
      literal(coerce);
      literal(strict);
    });
  }
}

package genpipelines.simulator.declarative;

import genpipelines.simulator.declarative.run.PipelineWriter;
import genpipelines.simulator.declarative.syntax.Model.Pipeline;
import genpipelines.simulator.declarative.syntax.Parser;
import genpipelines.simulator.declarative.syntax.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.syntax.SyntaxException;

/** Makes the compiler check {@code pipeline} blocks, and turn each into a call of the interpreter. */
public final class DeclarativeTransformer extends CompilationCustomizer {
  private final KnownPlugins known;

  /** For a controller with all plugins. */
  public DeclarativeTransformer() {
    this(KnownPlugins.all());
  }

  public DeclarativeTransformer(KnownPlugins known) {
    super(CompilePhase.SEMANTIC_ANALYSIS);
    this.known = known;
  }

  /** Problems become errors of the compiler, which stops at the tenth. */
  @Override
  public void call(SourceUnit unit, GeneratorContext context, ClassNode node) {
    if (!node.isScript()) {
      return;
    }
    Parser parser = new Parser(known);
    List<Pipeline> pipelines = parser.parse(unit.getAST(), new Source(text(unit)));
    if (parser.problems().isEmpty()) {
      pipelines.forEach(new PipelineWriter(unit, known)::write);
      return;
    }
    for (Problem problem : parser.problems()) {
      unit.addError(new SyntaxException(problem.message, problem.line, problem.column));
    }
  }

  private static String text(SourceUnit unit) {
    try (BufferedReader reader = new BufferedReader(unit.getSource().getReader())) {
      return reader.lines().collect(Collectors.joining("\n"));
    } catch (IOException broken) {
      throw new IllegalStateException("the pipeline's text can't be read again", broken);
    }
  }
}

package genpipelines.simulator.declarative;

import genpipelines.simulator.declarative.syntax.Parser;
import genpipelines.simulator.declarative.syntax.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/** What Jenkins' declarative linter would say of a file, without a controller. */
public final class Declarative {
  private static final Set<String> DOWNLOADS = Set.of("Grab", "Grapes", "GrabResolver", "GrabConfig", "GrabExclude");

  private Declarative() {}

  /**
   * The errors of a Jenkinsfile in Jenkins' order, at most ten; empty when it is valid. The text is parsed, nothing of it is run and no
   * class of it is loaded. A rule {@code internal} marks what makes Jenkins' own linter break off with HTTP 500.
   */
  public static List<Problem> check(String text, KnownPlugins known) {
    ModuleNode module;
    try {
      module = parse(text);
    } catch (MultipleCompilationErrorsException wrong) {
      return syntaxErrors(wrong);
    }
    AnnotationNode download = download(module);
    if (download != null) {
      String message = "@" + download.getClassNode().getNameWithoutPackage() + " is not available in a pipeline: libraries can't be downloaded";
      return List.of(new Problem(Math.max(download.getLineNumber(), 1), Math.max(download.getColumnNumber(), 1), message, "annotation"));
    }
    Parser parser = new Parser(known);
    boolean found = !parser.parse(module, new Source(text)).isEmpty();
    if (!found && parser.problems().isEmpty()) {
      return List.of(new Problem(1, 1, "there is no `pipeline { … }` block at the top of the file: it is no declarative pipeline", "no-pipeline"));
    }
    return parser.problems();
  }

  private static ModuleNode parse(String text) {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
    CompilationUnit unit = new CompilationUnit(configuration);
    SourceUnit source = unit.addSource("WorkflowScript", text);
    unit.compile(Phases.CONVERSION);
    return source.getAST();
  }

  private static List<Problem> syntaxErrors(MultipleCompilationErrorsException wrong) {
    List<Problem> found = new ArrayList<>();
    for (Object message : wrong.getErrorCollector().getErrors()) {
      if (message instanceof SyntaxErrorMessage) {
        SyntaxErrorMessage error = (SyntaxErrorMessage) message;
        found.add(new Problem(error.getCause().getLine(), error.getCause().getStartColumn(), error.getCause().getOriginalMessage(), "groovy"));
      } else {
        found.add(new Problem(1, 1, "Groovy can't read the file: " + message, "groovy"));
      }
    }
    return found;
  }

  private static AnnotationNode download(ModuleNode module) {
    List<AnnotatedNode> places = new ArrayList<>(module.getImports());
    places.addAll(module.getStarImports());
    places.addAll(module.getStaticImports().values());
    places.addAll(module.getStaticStarImports().values());
    places.addAll(module.getClasses());
    places.addAll(module.getMethods());
    for (AnnotatedNode place : places) {
      for (AnnotationNode annotation : place.getAnnotations()) {
        if (DOWNLOADS.contains(annotation.getClassNode().getNameWithoutPackage())) {
          return annotation;
        }
      }
    }
    return null;
  }
}

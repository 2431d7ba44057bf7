package genpipelines.simulator.engine;

import genpipelines.simulator.steps.Notes;
import hudson.AbortException;
import hudson.model.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** The end of a build: its result, what is printed about its error, and what the answer says of it. */
final class Ending {
  private Throwable error;
  private List<Map<String, Object>> validation = List.of();
  private Result result;

  Throwable error() {
    return error;
  }

  Result result() {
    return result;
  }

  List<Map<String, Object>> validation() {
    return validation;
  }

  void budget(Run run, BudgetError e) {
    error = e;
    run.violation("budget", e.getMessage(), run.line());
  }

  void compilation(Run run, CompilationFailedException e) {
    error = e;
    if (e instanceof MultipleCompilationErrorsException) {
      validation = problems(((MultipleCompilationErrorsException) e).getErrorCollector());
    }
  }

  void broken(Run run, Exception e) {
    error = e;
    run.violation("serialization", "the saved program cannot be read back: " + e, null);
  }

  private static List<Map<String, Object>> problems(ErrorCollector errors) {
    List<Map<String, Object>> problems = new ArrayList<>();
    for (int i = 0; i < errors.getErrorCount(); i++) {
      if (errors.getError(i) instanceof SyntaxErrorMessage) {
        SyntaxException cause = ((SyntaxErrorMessage) errors.getError(i)).getCause();
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("line", cause.getStartLine());
        problem.put("column", cause.getStartColumn());
        problem.put("message", cause.getOriginalMessage());
        problems.add(problem);
      }
    }
    return problems;
  }

  /** Decides the result and prints the last lines. */
  void finish(Run run) {
    if (error == null && run.outcome() != null) {
      error = run.outcome().getAbnormal();
    }
    if (error != null) {
      run.build().worsen(resultOf(error));
    }
    result = Result.combine(run.build().result(), run.build().forced());
    result = result == null ? Result.SUCCESS : result;
    if (run.build().isSpoiled()) {
      result = Result.combine(result, Result.FAILURE);
    }
    if (run.journal().log.contains("[Pipeline] Start of Pipeline")) {
      run.journal().log.add("[Pipeline] End of Pipeline");
    }
    if (error != null) {
      run.journal().log.addAll(print(run, error));
    }
    run.journal().violations.stream().filter(v -> List.of("secret", "shell").contains(v.get("kind")))
      .forEach(v -> run.journal().log.add("ERROR: " + v.get("message")));
    run.journal().log.add("Finished: " + result);
  }

  static Result resultOf(Throwable t) {
    return t instanceof FlowInterruptedException ? ((FlowInterruptedException) t).getResult() : Result.FAILURE;
  }

  /** The lines the console shows about an error. */
  static List<String> print(Run run, Throwable t) {
    List<String> lines = new ArrayList<>();
    for (String line : Notes.of(t).split("\n", -1)) {
      lines.add(run.secrets().hide(line));
    }
    return lines;
  }
}

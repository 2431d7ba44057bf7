package genpipelines.simulator.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Compiles a library before the first run needs it. */
public final class Loading {
  private Loading() {
  }

  public static Map<String, Object> answer(Map<String, Object> request) {
    Library library = Library.of(Request.asMap(request.get("library")));
    Map<String, byte[]> classes = library.classes(Loading.class.getClassLoader());
    List<Map<String, Object>> errors = new ArrayList<>();
    library.broken().forEach((file, e) -> {
      for (Object message : ((MultipleCompilationErrorsException) e).getErrorCollector().getErrors()) {
        errors.add(error(file, message));
      }
    });
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("errors", errors);
    answer.put("variables", library.variables());
    answer.put("classes", new ArrayList<>(classes.keySet()));
    return answer;
  }

  private static Map<String, Object> error(String file, Object message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("file", file);
    SyntaxException cause = message instanceof SyntaxErrorMessage ? ((SyntaxErrorMessage) message).getCause() : null;
    error.put("line", cause == null ? 1 : cause.getStartLine());
    error.put("column", cause == null ? 1 : cause.getStartColumn());
    error.put("message", cause == null ? String.valueOf(message) : cause.getOriginalMessage());
    return error;
  }
}

package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.Problem;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;

/** Collects what is wrong. As Jenkins' compiler does, it stops the check at the tenth error. */
final class Problems {
  static final int MOST = 10;

  /** The tenth error was found: nothing more is looked for. */
  static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final List<Problem> found = new ArrayList<>();

  void add(ASTNode at, String ruleId, String message) {
    add(at.getLineNumber(), at.getColumnNumber(), ruleId, message);
  }

  void add(int line, int column, String ruleId, String message) {
    found.add(new Problem(Math.max(line, 1), Math.max(column, 1), message, ruleId));
    if (found.size() >= MOST) {
      throw new Enough();
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Problem> list() {
    return found;
  }
}

package genpipelines.simulator.declarative.syntax;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** The lines of a Jenkinsfile, to quote from. */
public final class Source {
  private final String[] lines;

  public Source(String text) {
    lines = text.split("\n", -1);
  }

  /** The text of a node as it stands in the file, its lines without outer blanks. */
  String text(ASTNode node) {
    if (node instanceof BinaryExpression) {
      BinaryExpression binary = (BinaryExpression) node;
      return text(binary.getLeftExpression()) + binary.getOperation().getText() + text(binary.getRightExpression());
    }
    return node.getLineNumber() < 1 ? "" : text(node.getLineNumber(), node.getColumnNumber(), lastLine(node), lastColumn(node));
  }

  private static int lastLine(ASTNode node) {
    int last = node.getLastLineNumber();
    if (node instanceof BlockStatement) {
      for (Statement statement : ((BlockStatement) node).getStatements()) {
        last = Math.max(last, statement.getLastLineNumber());
      }
    }
    return last;
  }

  private static int lastColumn(ASTNode node) {
    int column = node.getLastColumnNumber();
    if (node instanceof BlockStatement) {
      int line = node.getLastLineNumber();
      for (Statement statement : ((BlockStatement) node).getStatements()) {
        if (statement.getLastLineNumber() > line) {
          line = statement.getLastLineNumber();
          column = statement.getLastColumnNumber();
        }
      }
    }
    return column;
  }

  private String text(int line, int column, int lastLine, int lastColumn) {
    StringBuilder found = new StringBuilder();
    for (int number = line; number <= lastLine && number <= lines.length; number++) {
      String content = lines[number - 1];
      int end = number == lastLine ? Math.min(lastColumn - 1, content.length()) : content.length();
      int start = number == line ? column - 1 : 0;
      found.append(start < end ? content.substring(start, end) : "").append('\n');
    }
    return found.toString().trim();
  }
}

package genpipelines.simulator.declarative.syntax;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.Expression;

/** What stands behind the name of a step, an option or a condition. */
public final class Arguments {
  public enum Kind { NAMED, SINGLE, POSITIONAL }

  /** A name with its place. */
  public static final class Key extends Element {
    public final String name;

    Key(ASTNode at, String name) {
      super(at);
      this.name = name;
    }
  }

  /** A value: a literal, or an expression that is known only at run time. */
  public static final class Value extends Element {
    public final Object value;
    public final boolean literal;
    public final Expression expression;

    Value(Expression expression, Object value, boolean literal) {
      super(expression);
      this.expression = expression;
      this.value = value;
      this.literal = literal;
    }
  }

  /** One argument: {@code key} is null without a name; either {@code value} or {@code call} is set, unless it was in error. */
  public static final class Argument {
    public final Key key;
    public final Value value;
    public final Call call;

    Argument(Key key, Value value, Call call) {
      this.key = key;
      this.value = value;
      this.call = call;
    }
  }

  /** A call in a section such as {@code options}, {@code triggers} and {@code parameters}; {@code name} is null when it could not be read. */
  public static final class Call extends Element {
    public final String name;
    public final List<Argument> arguments = new ArrayList<>();

    Call(ASTNode at, String name) {
      super(at);
      this.name = name;
    }
  }

  public final Kind kind;
  public final List<Argument> items = new ArrayList<>();

  Arguments(Kind kind) {
    this.kind = kind;
  }

  boolean names(String key) {
    return items.stream().anyMatch(item -> item.key != null && item.key.name.equals(key));
  }
}

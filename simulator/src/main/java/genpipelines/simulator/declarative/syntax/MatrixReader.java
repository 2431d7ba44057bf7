package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.syntax.Model.Axes;
import genpipelines.simulator.declarative.syntax.Model.Axis;
import genpipelines.simulator.declarative.syntax.Model.Excludes;
import genpipelines.simulator.declarative.syntax.Model.Matrix;
import java.util.List;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads the axes and the excludes of a {@code matrix}. */
final class MatrixReader {
  private final ValueReader values;
  private final SectionReader sections;

  MatrixReader(ValueReader values, SectionReader sections) {
    this.values = values;
    this.sections = sections;
  }

  /** Takes over `axes` and `excludes`; false for any other section. */
  boolean section(Matrix matrix, String name, Statement statement) {
    if (name.equals("axes")) {
      matrix.axes = axes(statement, "axes", false);
    } else if (name.equals("excludes")) {
      matrix.excludes = excludes(statement);
    } else {
      return false;
    }
    return true;
  }

  private Excludes excludes(Statement statement) {
    Excludes excludes = new Excludes(statement);
    for (Statement inner : statements(statement, "excludes")) {
      if (Calls.isBlock(inner, "exclude")) {
        excludes.list.add(axes(inner, "exclude", true));
      } else {
        values.add(inner, "exclude-expected", "`excludes` holds nothing but `exclude { … }`");
      }
    }
    return excludes;
  }

  private Axes axes(Statement statement, String section, boolean exclude) {
    Axes axes = new Axes(statement);
    for (Statement inner : statements(statement, section)) {
      if (Calls.isBlock(inner, "axis")) {
        axes.list.add(axis(inner, exclude));
      } else {
        values.add(inner, "axis-expected", "`" + section + "` holds nothing but `axis { … }`");
      }
    }
    return axes;
  }

  private List<Statement> statements(Statement statement, String section) {
    ClosureExpression block = sections.block(statement, section);
    return block == null ? List.of() : Calls.statements(block);
  }

  private Axis axis(Statement statement, boolean exclude) {
    Axis axis = new Axis(statement);
    for (Statement inner : Calls.statements(Calls.block(statement))) {
      MethodCallExpression call = Calls.call(inner);
      if (call == null) {
        values.add(inner, "section-unclear", "an axis has a `name` and `values`, not " + values.source.text(inner));
        continue;
      }
      field(axis, inner, call, exclude);
    }
    return axis;
  }

  private void field(Axis axis, Statement statement, MethodCallExpression call, boolean exclude) {
    String name = values.name(call);
    List<Expression> arguments = Calls.arguments(call);
    boolean inverse = exclude && name.equals("notValues");
    if (name.equals("name") && arguments.size() == 1) {
      axis.name = values.key(arguments.get(0));
    } else if (name.equals("name")) {
      values.add(statement, "one-argument", "`name` takes one value, not " + arguments.size());
    } else if (name.equals("values") || inverse) {
      axis.inverse = inverse;
      arguments.forEach(argument -> axis.values.add(values.value(argument)));
    } else {
      values.add(statement, "section-unknown", "an axis has no `" + name + "`");
    }
  }
}

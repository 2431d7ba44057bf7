package genpipelines.simulator.declarative.syntax;

import genpipelines.simulator.declarative.syntax.Arguments.Call;
import genpipelines.simulator.declarative.syntax.Arguments.Key;
import genpipelines.simulator.declarative.syntax.Arguments.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** A declarative pipeline as it is written; a section that is not there is null. */
public final class Model {
  private Model() {}

  /** {@code pipeline { … }}. */
  public static final class Pipeline extends Element {
    /** The call that stands in the file; the interpreter takes its place. */
    public final MethodCallExpression call;
    public Agent agent;
    public Stages stages;
    public Post post;
    public Environment environment;
    public Tools tools;
    public CallList options;
    public CallList parameters;
    public CallList triggers;
    public Libraries libraries;

    Pipeline(Statement at) {
      super(at);
      call = Calls.call(at);
    }
  }

  /** What a stage and a matrix have in common. */
  public abstract static class StageBase extends Element {
    public Agent agent;
    public When when;
    public Post post;
    public Tools tools;
    public Environment environment;
    public CallList options;
    public Input input;
    public Stages stages;

    StageBase(ASTNode at) {
      super(at);
    }
  }

  public static final class Stage extends StageBase {
    public String name;
    /** The blocks of {@code steps}: one, or those of a step {@code parallel} that stands alone in it. */
    public List<Branch> branches = new ArrayList<>();
    /** The closure of {@code steps}, or null. */
    public ClosureExpression steps;
    public Stages parallel;
    public Matrix matrix;
    public Boolean failFast;

    Stage(ASTNode at) {
      super(at);
    }
  }

  /** A list of stages: {@code stages} or {@code parallel}. */
  public static final class Stages extends Element {
    public final List<Stage> list = new ArrayList<>();

    Stages(ASTNode at) {
      super(at);
    }
  }

  public static final class Matrix extends StageBase {
    public Axes axes;
    public Excludes excludes;

    Matrix(ASTNode at) {
      super(at);
    }
  }

  public static final class Axes extends Element {
    public final List<Axis> list = new ArrayList<>();

    Axes(ASTNode at) {
      super(at);
    }
  }

  public static final class Axis extends Element {
    public Key name;
    public final List<Value> values = new ArrayList<>();
    public boolean inverse;

    Axis(ASTNode at) {
      super(at);
    }
  }

  /** {@code excludes}: each {@code exclude} is a list of axes. */
  public static final class Excludes extends Element {
    public final List<Axes> list = new ArrayList<>();

    Excludes(ASTNode at) {
      super(at);
    }
  }

  /** A block of steps. */
  public static final class Branch extends Element {
    public final String name;
    public final List<Step> steps = new ArrayList<>();

    Branch(ASTNode at, String name) {
      super(at);
      this.name = name;
    }
  }

  public static final class Step extends Element {
    public String name;
    public Arguments arguments;
    public final List<Step> children = new ArrayList<>();
    /** The code of {@code script { … }}, which is free Groovy, or null. */
    public ClosureExpression script;

    Step(ASTNode at) {
      super(at);
    }
  }

  public static final class Agent extends Element {
    public Key type;
    /** The options of an agent that is written as a block with a block inside, or null. */
    public Map<String, Key> options;
    /** The value of an agent such as {@code label 'x'}, or the block of options; null for any and none. */
    public Expression value;

    Agent(ASTNode at) {
      super(at);
    }
  }

  public static final class Environment extends Element {
    public final Map<String, Key> keys = new LinkedHashMap<>();
    public final Map<String, Expression> values = new LinkedHashMap<>();

    Environment(ASTNode at) {
      super(at);
    }
  }

  public static final class Tools extends Element {
    public final Map<Key, Value> entries = new LinkedHashMap<>();

    Tools(ASTNode at) {
      super(at);
    }
  }

  /** A section that is a list of calls: options, parameters or triggers. */
  public static final class CallList extends Element {
    public final List<Call> list = new ArrayList<>();

    CallList(ASTNode at) {
      super(at);
    }
  }

  public static final class Libraries extends Element {
    public final List<Value> list = new ArrayList<>();

    Libraries(ASTNode at) {
      super(at);
    }
  }

  public static final class Input extends Element {
    public final Map<String, Value> fields = new LinkedHashMap<>();
    public CallList parameters;

    Input(ASTNode at) {
      super(at);
    }
  }

  public static final class When extends Element {
    public boolean beforeAgent;
    public boolean beforeInput;
    public boolean beforeOptions;
    public final List<Condition> conditions = new ArrayList<>();

    When(ASTNode at) {
      super(at);
    }
  }

  public static final class Condition extends Element {
    public String name;
    public Arguments arguments;
    public final List<Condition> children = new ArrayList<>();
    /** The code of {@code expression { … }}, or null. */
    public ClosureExpression expression;

    Condition(ASTNode at) {
      super(at);
    }
  }

  /** {@code post}: its conditions in the order of the file. */
  public static final class Post extends Element {
    public final List<PostCondition> list = new ArrayList<>();

    Post(ASTNode at) {
      super(at);
    }
  }

  public static final class PostCondition extends Element {
    public String name;
    public Branch branch;
    public ClosureExpression block;

    PostCondition(ASTNode at) {
      super(at);
    }
  }
}

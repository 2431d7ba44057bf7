package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.Block;
import com.cloudbees.groovy.cps.Continuation;
import com.cloudbees.groovy.cps.Env;
import com.cloudbees.groovy.cps.LValue;
import com.cloudbees.groovy.cps.LValueBlock;
import com.cloudbees.groovy.cps.Next;

/** The left side of an assignment that has a value, as Groovy and newer engines have it; in groovy-cps 1.31 it is null. */
public final class Keeping extends LValueBlock {
  private static final long serialVersionUID = 1L;

  private final Block inner;

  public Keeping(LValueBlock inner) {
    this.inner = inner.asLValue();
  }

  @Override
  protected Next evalLValue(Env e, Continuation k) {
    return inner.eval(e, new Wrap(k));
  }

  /** Hands on the place to assign to, wrapped. */
  private static final class Wrap implements Continuation {
    private static final long serialVersionUID = 1L;
    private final Continuation k;

    Wrap(Continuation k) {
      this.k = k;
    }

    @Override
    public Next receive(Object place) {
      return k.receive(new Place((LValue) place));
    }
  }

  private static final class Place implements LValue {
    private static final long serialVersionUID = 1L;
    private final LValue inner;

    Place(LValue inner) {
      this.inner = inner;
    }

    @Override
    public Next get(Continuation k) {
      return inner.get(k);
    }

    @Override
    public Next set(Object value, Continuation k) {
      return inner.set(value, new Value(value, k));
    }
  }

  /** Goes on with the assigned value. */
  private static final class Value implements Continuation {
    private static final long serialVersionUID = 1L;
    private final Object value;
    private final Continuation k;

    Value(Object value, Continuation k) {
      this.value = value;
      this.k = k;
    }

    @Override
    public Next receive(Object nothing) {
      return k.receive(value);
    }
  }
}

package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Outcome;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A green thread: the main program, or the body of one block step. Only the run's own thread ever steps it. */
public final class Fiber implements Serializable {
  private static final long serialVersionUID = 1L;

  public final int id;
  public final Ctx ctx;
  /** The step whose body this is; null for the main program. */
  public final Call owner;
  final Continuable program;
  final BodyEnd end;
  /** The step under way, or null while the program itself runs. */
  public Call call;
  /** What the program goes on with; null while it waits. */
  Outcome resume;
  boolean dead;

  Fiber(int id, Ctx ctx, Call owner, Continuable program, BodyEnd end) {
    this.id = id;
    this.ctx = ctx;
    this.owner = owner;
    this.program = program;
    this.end = end;
  }

  /** Whether this body lies inside the given step. */
  boolean isInside(Call block) {
    for (Call c = owner; c != null; c = c.fiber.owner) {
      if (c == block) {
        return true;
      }
    }
    return false;
  }

  /** Script lines from the innermost outwards, through the bodies around this one. */
  public List<StackTraceElement> stack() {
    List<StackTraceElement> lines = new ArrayList<>();
    for (Fiber f = this; f != null; f = f.owner == null ? null : f.owner.fiber) {
      if (f.call != null && f.call.line != null) {
        lines.add(f.call.line);
      }
      lines.addAll(f.program.getStackTrace());
    }
    return lines;
  }
}

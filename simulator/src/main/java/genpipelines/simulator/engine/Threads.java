package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.CpsDefaultGroovyMethods;
import com.cloudbees.groovy.cps.CpsDefaultGroovyStaticMethods;
import com.cloudbees.groovy.cps.CpsStringGroovyMethods;
import com.cloudbees.groovy.cps.Envs;
import com.cloudbees.groovy.cps.Outcome;
import genpipelines.simulator.steps.Steps;
import groovy.lang.Closure;
import groovy.lang.Script;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The green threads of a build: which are ready, which one runs, how they are resumed, interrupted and killed. */
final class Threads implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In force while a build works; set once around it, for setting them at each resumption takes long. */
  @SuppressWarnings("rawtypes")
  static final List<Class> CATEGORIES = List.of(CpsDefaultGroovyMethods.class, CpsDefaultGroovyStaticMethods.class,
    CpsStringGroovyMethods.class, Iterators.class);

  private final ArrayDeque<Fiber> ready = new ArrayDeque<>();
  private final List<Fiber> all = new ArrayList<>();
  /** What the controller notes of blocks when every thread that was ready has had its turn. */
  private final ArrayDeque<Note> notes = new ArrayDeque<>();
  /** How many threads are still to have their turn before. */
  private int turns;
  private int ids;
  /** How the main program ended; null while it runs. */
  private Outcome outcome;
  private transient Fiber running;

  List<Fiber> all() {
    return all;
  }

  Fiber running() {
    return running;
  }

  Outcome outcome() {
    return outcome;
  }

  int nextId() {
    return ids++;
  }

  void startMain(Script script) {
    try {
      Continuable main = new Continuable(script, Envs.empty(EngineInvoker.TRUSTED));
      begin(new Fiber(ids++, Ctx.root(), null, main, null));
    } catch (RuntimeException | Error e) {
      end(new Outcome(null, e));
    }
  }

  Fiber startBody(Call call, Closure<?> block, Ctx inner, BodyEnd end, Object... arguments) {
    return begin(new Fiber(ids++, inner, call, Bodies.program(block, arguments), end));
  }

  private Fiber begin(Fiber fiber) {
    all.add(fiber);
    resume(fiber, new Outcome(null, null));
    return fiber;
  }

  void end(Outcome how) {
    outcome = how;
  }

  void resume(Fiber fiber, Outcome value) {
    fiber.resume = value;
    fiber.call = null;
    ready.add(fiber);
  }

  /** Says that a block begins or ends: at once when its thread runs, else when it is to go on. */
  void note(Run run, Call block, String text) {
    if (block.fiber == running) {
      run.console().flow(text);
    } else {
      notes.add(new Note(block, text));
    }
  }

  private void show(Run run) {
    for (Note note = notes.poll(); note != null; note = notes.poll()) {
      if (!note.block.fiber.dead) {
        run.console().flow(note.text);
      }
    }
  }

  /** Runs the next ready thread until it waits or ends; false when none is ready. */
  boolean runNext(Run run) {
    if (turns == 0) {
      show(run);
      turns = ready.size();
    }
    Fiber fiber = ready.poll();
    if (fiber == null) {
      return false;
    }
    turns--;
    Outcome in = fiber.resume;
    fiber.resume = null;
    if (fiber.dead || in == null) {
      return true;
    }
    Outcome out = run(run, fiber, in);
    if (!fiber.program.isResumable()) {
      bury(fiber);
      ended(run, fiber, out);
    } else if (fiber.resume == null && (fiber.call == null || fiber.call.done)) {
      resume(fiber, new Outcome(null, null));
    } else if (fiber.call != null) {
      Steps.waiting(fiber.call);
    }
    return true;
  }

  private Outcome run(Run run, Fiber fiber, Outcome in) {
    running = fiber;
    run.watchdog().enter(fiber.program);
    run.journal().program.start();
    try {
      return fiber.program.run0(in, List.of());
    } finally {
      run.journal().program.stop();
      run.watchdog().leave();
      running = null;
      run.throwFatal();
    }
  }

  private void ended(Run run, Fiber fiber, Outcome out) {
    if (out.getAbnormal() instanceof BudgetError) {
      throw (BudgetError) out.getAbnormal();
    }
    if (fiber.owner == null) {
      end(out);
    } else {
      run.console().flow("}");
      fiber.end.ended(fiber.owner, out);
    }
  }

  private void bury(Fiber fiber) {
    fiber.dead = true;
    all.remove(fiber);
  }

  /** Throws an error into the newest thread, as the controller does when the program cannot be saved. */
  void throwIntoNewest(Throwable problem) {
    Fiber newest = all.get(all.size() - 1);
    if (newest.call != null) {
      newest.call.done = true;
    }
    resume(newest, new Outcome(null, problem));
  }

  /** Interrupts the innermost steps of the chosen threads, in the order of the threads. */
  void interrupt(Predicate<Fiber> chosen, Throwable cause) {
    for (Fiber f : new ArrayList<>(all)) {
      if (f.dead || !isLeaf(f) || !chosen.test(f)) {
        continue;
      }
      if (f.resume != null) {
        f.resume = new Outcome(null, cause);
      } else if (f.call != null) {
        Steps.stop(f.call, cause);
      }
    }
  }

  /** The programs of all threads, and the arguments of the steps they wait for. */
  Object[] programs() {
    return all.stream().map(f -> new Object[] {f.program, f.call == null ? null : f.call.args.values().toArray()}).toArray();
  }

  List<Fiber> leaves() {
    List<Fiber> leaves = new ArrayList<>(all);
    leaves.removeIf(f -> !isLeaf(f));
    return leaves;
  }

  private boolean isLeaf(Fiber fiber) {
    return all.stream().noneMatch(other -> other.owner != null && other.owner.fiber == fiber);
  }

  /** Ends everything inside a block without asking it. */
  void kill(Run run, Call block) {
    show(run);
    List<Fiber> inside = new ArrayList<>(all);
    inside.removeIf(f -> !f.isInside(block));
    for (int i = inside.size() - 1; i >= 0; i--) {
      Fiber f = inside.get(i);
      if (f.call != null) {
        Steps.kill(f.call);
        f.call.done = true;
      }
      bury(f);
      run.console().flow("}");
    }
  }

  /** A line of the console that waits for its time. */
  private static final class Note implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Call block;
    private final String text;

    private Note(Call block, String text) {
      this.block = block;
      this.text = text;
    }
  }
}

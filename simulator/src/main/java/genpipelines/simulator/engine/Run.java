package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Outcome;
import com.cloudbees.groovy.cps.impl.CallSiteBlock;
import com.cloudbees.groovy.cps.sandbox.Invoker;
import genpipelines.simulator.shell.Shell;
import genpipelines.simulator.steps.Steps;
import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.Script;
import hudson.model.Result;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import jenkins.model.CauseOfInterruption.UserInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * One build. Only one thread ever works on it. Everything that must survive a restart of the controller is a field that
 * is saved; the rest is transient and attached anew.
 */
public final class Run implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final ThreadLocal<Run> CURRENT = new ThreadLocal<>();
  private static final int MOST_STEPS = 20_000;

  private final Request request;
  private final RunBinding binding = new RunBinding();
  private final Build build;
  private final Secrets secrets;
  private final Events events;
  private final Globals globals = new Globals();
  private final Shell shell;
  private final Clock clock;
  private final Threads threads = new Threads();
  /** What steps keep for the whole build, such as locks and stashes, by name. */
  private final Map<String, Serializable> memory = new LinkedHashMap<>();
  private int stepCount;

  private transient Program program;
  private transient Journal journal;
  private transient Console console;
  private transient CallSiteBlock site;
  private transient Invoker invoker;
  private transient Watchdog watchdog;
  private transient BudgetError fatal;

  Run(Request request, Journal journal) {
    this.request = request;
    this.journal = journal;
    clock = new Clock(request);
    build = new Build(request);
    secrets = new Secrets(request);
    events = new Events(request);
    shell = new Shell(request);
    console = new Console(this);
  }

  /** The build that the current thread works on. */
  public static Run current() {
    return CURRENT.get();
  }

  /** Makes this the build of the current thread; null for none. */
  static void enter(Run run) {
    CURRENT.set(run);
  }

  /** Gives a new or reread build what is not saved with it. */
  void attach(Program freshProgram, Journal freshJournal, Watchdog freshWatchdog) {
    program = freshProgram;
    journal = freshJournal;
    watchdog = freshWatchdog;
    console = new Console(this);
  }

  public Request request() {
    return request;
  }

  public Journal journal() {
    return journal;
  }

  public Console console() {
    return console;
  }

  public Program program() {
    return program;
  }

  public Build build() {
    return build;
  }

  public Secrets secrets() {
    return secrets;
  }

  public Events events() {
    return events;
  }

  public Globals globals() {
    return globals;
  }

  public Shell shell() {
    return shell;
  }

  /** The variables of the Jenkinsfile, which a loaded file shares. */
  public Binding scriptVariables() {
    return binding;
  }

  List<Fiber> fibers() {
    return threads.all();
  }

  /** What the pipeline itself puts into the saved program: what waits, script variables, library variables. */
  Object savedByPipeline() {
    return new Object[] {threads.programs(), binding, globals.variables()};
  }

  /** Threads that no body of their own keeps waiting. */
  List<Fiber> leaves() {
    return threads.leaves();
  }

  Outcome outcome() {
    return threads.outcome();
  }

  int stepCount() {
    return stepCount;
  }

  Watchdog watchdog() {
    return watchdog;
  }

  /** What a family of steps keeps for this build. */
  @SuppressWarnings("unchecked")
  public <T extends Serializable> T memory(String name, Supplier<T> first) {
    return (T) memory.computeIfAbsent(name, n -> first.get());
  }

  // ---- time ----

  /** Milliseconds since the epoch, simulated. */
  public long now() {
    return clock.now();
  }

  /** Milliseconds since the start of the build, simulated. */
  public long clock() {
    return clock.millis();
  }

  /** Seconds since the start of the build, simulated. */
  public double seconds() {
    return clock.millis() / 1000.0;
  }

  /** Has work done after some simulated milliseconds. */
  public Timer after(long millis, Timer.Work work) {
    return clock.after(millis, work);
  }

  // ---- the loop ----

  void start(Script script) {
    threads.startMain(script);
  }

  /** Works until the build has ended, or until the program has to be saved and the copy goes on: then false. */
  boolean work() {
    while (threads.outcome() == null) {
      watchdog.check();
      if (threads.runNext(this)) {
        continue;
      }
      if (settle()) {
        return false;
      }
      if (!passTime()) {
        threads.end(new Outcome(null, Stuck.error(this)));
      }
    }
    return true;
  }

  /** All threads wait: the moment at which the controller saves the program. True when a copy has to go on. */
  private boolean settle() {
    if (!events.savePending()) {
      return false;
    }
    Throwable problem = Serial.check(this);
    if (problem != null && !threads.all().isEmpty()) {
      threads.throwIntoNewest(problem);
      return false;
    }
    return events.copyPending();
  }

  /** Lets time pass until something happens; false when nothing ever will. */
  private boolean passTime() {
    long wait = clock.untilNext();
    if (shell.isBusy()) {
      long waited = shell.await(wait < 0 ? Long.MAX_VALUE : wait, watchdog, clock::pass);
      if (wait < 0 || waited < wait) {
        return true;
      }
    }
    if (wait < 0) {
      return false;
    }
    clock.next(this);
    return true;
  }

  // ---- steps ----

  /** Where CPS code is about to call something, and by which rules. */
  void atSite(CallSiteBlock block, Invoker chosen) {
    site = block;
    invoker = chosen;
    if (watchdog.isExpired()) {
      giveUp(watchdog.error());
    }
  }

  /** Leaves the program for good: suspends it, so that it cannot catch the error. */
  private Object giveUp(BudgetError error) {
    fatal = error;
    return Continuable.suspend("budget", error);
  }

  boolean isGivenUp() {
    return fatal != null;
  }

  void throwFatal() {
    if (fatal != null) {
      throw fatal;
    }
  }

  Invoker invoker() {
    return invoker;
  }

  /** Line of the call under way, or null. */
  public StackTraceElement line() {
    return CallSites.line(site);
  }

  public Fiber running() {
    return threads.running();
  }

  /** A variable of the environment in force, which scripts may read by its bare name; null when it is not set. */
  public String variable(String name) {
    return running() == null ? null : Environment.of(this, running().ctx).get(name);
  }

  /** Calls a step by name from a script; gives its value, or suspends the program until the step has ended. */
  public Object callStep(String name, Object arguments) {
    if (running() == null) {
      throw new IllegalStateException("step " + name + " called outside the program");
    }
    long most = request.budget("steps", MOST_STEPS);
    if (++stepCount > most) {
      return giveUp(new BudgetError("The build has called more than " + most + " steps: a loop does not end."));
    }
    journal.program.stop();
    try {
      return Steps.invoke(this, name, arguments);
    } catch (BudgetError e) {
      return giveUp(e);
    } finally {
      journal.program.start();
    }
  }

  /** Makes the call of a step; used by the registry once arguments are sorted. */
  public Call newCall(String name, Map<String, Object> args, Closure<?> body) {
    return new Call(threads.nextId(), name, args, body, running(), line());
  }

  /** Suspends the program until the call ends. */
  public Object suspend(Call call) {
    events.afterAsynchronousStep();
    call.fiber.call = call.done ? null : call;
    return Continuable.suspend(call.name, call);
  }

  void endCall(Call call, Outcome result) {
    if (call.done || call.fiber.dead) {
      return;
    }
    call.done = true;
    Steps.ended(call, result);
    if (call.fiber.resume == null) {
      threads.resume(call.fiber, result);
    }
  }

  /** Says in the console that a block has ended. */
  public void closeBlock(Call call) {
    threads.note(this, call, "// " + call.name);
  }

  Fiber startBody(Call call, Closure<?> block, Ctx inner, String label, BodyEnd end, Object... arguments) {
    threads.note(this, call, label == null ? "{" : "{ (" + label + ")");
    return threads.startBody(call, block, inner, end, arguments);
  }

  // ---- interruption ----

  /** Stops the whole build as a person would. */
  public void abort(String user) {
    if (threads.outcome() == null) {
      console.system("Aborted by " + user);
      build.force(Result.ABORTED);
      interrupt(null, new FlowInterruptedException(Result.ABORTED, new UserInterruption(user)));
    }
  }

  /** Interrupts the innermost steps inside a block; null stands for the whole build. */
  public void interrupt(Call block, Throwable cause) {
    threads.interrupt(f -> block == null || f.isInside(block), cause);
  }

  /** Interrupts what runs on an agent that went away. */
  public void interruptOn(Agent agent, Throwable cause) {
    threads.interrupt(f -> f.ctx.agent == agent, cause);
  }

  /** Ends everything inside a block without asking it. */
  public void kill(Call block) {
    threads.kill(this, block);
  }

  /** Where something happened; for a line of the engine's own interpreter the line of the script around it. */
  private List<Map<String, Object>> place(StackTraceElement line) {
    if (line != null && !Lines.isScript(line) && running() != null) {
      List<Map<String, Object>> places = Lines.places(running().stack());
      return places.subList(0, Math.min(1, places.size()));
    }
    return line == null ? List.of() : List.of(Lines.place(line));
  }

  /** Notes what no pipeline should do. */
  public void violation(String kind, String message, StackTraceElement line) {
    Map<String, Object> v = new LinkedHashMap<>();
    v.put("kind", kind);
    v.put("message", secrets.hide(message));
    v.put("at", place(line));
    v.put("stage", running() == null ? List.of() : journal.path(running().ctx.stage));
    journal.violations.add(v);
    build.violated(kind);
  }
}

package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.CpsDefaultGroovyMethods;
import com.cloudbees.groovy.cps.CpsDefaultGroovyStaticMethods;
import com.cloudbees.groovy.cps.CpsStringGroovyMethods;
import com.cloudbees.groovy.cps.Envs;
import com.cloudbees.groovy.cps.Outcome;
import com.cloudbees.groovy.cps.impl.CallSiteBlock;
import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import com.cloudbees.groovy.cps.sandbox.Invoker;
import genpipelines.simulator.shell.Shell;
import genpipelines.simulator.steps.Steps;
import groovy.lang.Closure;
import groovy.lang.Script;
import hudson.model.Result;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * One build: its green threads, its queue, its simulated clock. Only one thread ever works on it. Everything that must
 * survive a restart of the controller is a field that is saved; the rest is transient and made anew.
 */
public final class Run implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final ThreadLocal<Run> CURRENT = new ThreadLocal<>();
    private static final String FIRST_INSTANT = "2026-01-05T09:00:00Z";

    @SuppressWarnings("rawtypes")
    private static final List<Class> CATEGORIES = List.of(CpsDefaultGroovyMethods.class, CpsDefaultGroovyStaticMethods.class,
        CpsStringGroovyMethods.class, Iterators.class);

    private final Request request;
    private final RunBinding binding = new RunBinding();
    private final Build build;
    private final Secrets secrets;
    private final Events events;
    private final Globals globals = new Globals();
    private final Shell shell;
    private final long epoch;
    private final ArrayDeque<Fiber> ready = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final List<Fiber> fibers = new ArrayList<>();
    /** What steps keep for the whole build, such as locks and stashes, by name. */
    private final Map<String, Serializable> memory = new LinkedHashMap<>();
    private long clock;
    private long order;
    private int ids;
    private int stepCount;
    private boolean finished;
    private Outcome outcome;

    private transient Program program;
    private transient Journal journal;
    private transient Console console;
    private transient Fiber running;
    private transient CallSiteBlock site;
    private transient Invoker invoker;
    private transient Watchdog watchdog;
    private transient BudgetError fatal;

    Run(Request request, Journal journal) {
        this.request = request;
        this.journal = journal;
        epoch = Instant.parse(request.text("start", FIRST_INSTANT)).toEpochMilli();
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

    RunBinding binding() {
        return binding;
    }

    /** The variables of the Jenkinsfile, which a loaded file shares. */
    public groovy.lang.Binding scriptVariables() {
        return binding;
    }

    List<Fiber> fibers() {
        return fibers;
    }

    Outcome outcome() {
        return outcome;
    }

    int stepCount() {
        return stepCount;
    }

    void attach(Program program, Journal journal, Watchdog watchdog) {
        this.program = program;
        this.journal = journal;
        this.watchdog = watchdog;
        console = new Console(this);
    }

    /** What a family of steps keeps for this build. */
    @SuppressWarnings("unchecked")
    public <T extends Serializable> T memory(String name, java.util.function.Supplier<T> first) {
        return (T) memory.computeIfAbsent(name, n -> first.get());
    }

    // ---- time ----

    /** Milliseconds since the epoch, simulated. */
    public long now() {
        return epoch + clock;
    }

    /** Milliseconds since the start of the build, simulated. */
    public long clock() {
        return clock;
    }

    /** Seconds since the start of the build, simulated. */
    public double seconds() {
        return clock / 1000.0;
    }

    /** Has work done after some simulated milliseconds. */
    public Timer after(long millis, Timer.Work work) {
        Timer timer = new Timer(clock + Math.max(0, millis), order++, work);
        timers.add(timer);
        return timer;
    }

    // ---- the loop ----

    /** Starts the Jenkinsfile. */
    void start(Script script) {
        try {
            Continuable main = new Continuable(script, Envs.empty(EngineInvoker.TRUSTED));
            Fiber fiber = new Fiber(ids++, Ctx.root(), null, main, null);
            fibers.add(fiber);
            resume(fiber, new Outcome(null, null));
        } catch (RuntimeException | Error e) {
            finish(new Outcome(null, e));
        }
    }

    /** Works until the build has ended, or until the program has to be saved and the copy goes on: then false. */
    boolean work() {
        while (!finished) {
            watchdog.check();
            Fiber fiber = ready.poll();
            if (fiber != null) {
                step(fiber);
            } else if (settle()) {
                return false;
            } else if (!passTime()) {
                finish(new Outcome(null, Stuck.error(this)));
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
        if (problem != null && !fibers.isEmpty()) {
            Fiber last = fibers.get(fibers.size() - 1);
            abandon(last);
            resume(last, new Outcome(null, problem));
            return false;
        }
        return events.copyPending();
    }

    /** Lets time pass until something happens; false when nothing ever will. */
    private boolean passTime() {
        Timer next = timers.peek();
        while (next != null && next.cancelled) {
            timers.poll();
            next = timers.peek();
        }
        if (shell.isBusy()) {
            long waited = shell.await(next == null ? Long.MAX_VALUE : next.at - clock, watchdog);
            clock += waited;
            if (next == null || next.at > clock) {
                return true;
            }
        }
        if (next == null) {
            return false;
        }
        timers.poll();
        clock = Math.max(clock, next.at);
        if (clock / 1000 > request.budget("clock", 30L * 24 * 3600)) {
            throw new BudgetError("The build takes longer than " + request.budget("clock", 30L * 24 * 3600)
                + " simulated seconds: something waits without end.");
        }
        next.work.run(this);
        return true;
    }

    private void step(Fiber fiber) {
        Outcome in = fiber.resume;
        fiber.resume = null;
        if (fiber.dead || in == null) {
            return;
        }
        running = fiber;
        watchdog.enter(fiber.program);
        Outcome out;
        try {
            out = fiber.program.run0(in, CATEGORIES);
        } finally {
            watchdog.leave();
            running = null;
        }
        if (fatal != null) {
            throw fatal;
        }
        if (!fiber.program.isResumable()) {
            bury(fiber);
            ended(fiber, out);
        } else if (fiber.resume == null && (fiber.call == null || fiber.call.done)) {
            resume(fiber, new Outcome(null, null));
        }
    }

    private void ended(Fiber fiber, Outcome out) {
        if (out.getAbnormal() instanceof BudgetError) {
            throw (BudgetError) out.getAbnormal();
        }
        if (fiber.owner == null) {
            finish(out);
        } else {
            console.flow("}");
            fiber.end.ended(fiber.owner, out);
        }
    }

    private void finish(Outcome out) {
        outcome = out;
        finished = true;
    }

    private void resume(Fiber fiber, Outcome value) {
        fiber.resume = value;
        fiber.call = null;
        ready.add(fiber);
    }

    private void bury(Fiber fiber) {
        fiber.dead = true;
        fibers.remove(fiber);
    }

    private void abandon(Fiber fiber) {
        if (fiber.call != null) {
            fiber.call.done = true;
        }
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

    Invoker invoker() {
        return invoker;
    }

    /** Line of the call under way, or null. */
    public StackTraceElement line() {
        return CallSites.line(site);
    }

    public Fiber running() {
        return running;
    }

    /** A variable of the environment in force, which scripts may read by its bare name; null when it is not set. */
    public String variable(String name) {
        return running == null ? null : Environment.of(this, running.ctx).get(name);
    }

    /** Calls a step by name from a script; gives its value, or suspends the program until the step has ended. */
    public Object callStep(String name, Object arguments) {
        if (running == null) {
            throw new IllegalStateException("step " + name + " called outside the program");
        }
        if (++stepCount > request.budget("steps", 20_000)) {
            return giveUp(new BudgetError("The build has called more than " + request.budget("steps", 20_000)
                + " steps: a loop does not end."));
        }
        try {
            return Steps.invoke(this, name, arguments);
        } catch (BudgetError e) {
            return giveUp(e);
        }
    }

    /** Makes the record of a call; used by the registry once arguments are known to be right. */
    public Call newCall(String name, Map<String, Object> args, Closure<?> body) {
        return new Call(ids++, name, args, body, running, line());
    }

    /** Suspends the program until the call ends. */
    public Object suspend(Call call) {
        call.fiber.call = call;
        events.afterAsynchronousStep();
        if (call.done) {
            call.fiber.call = null;
        }
        return Continuable.suspend(call.name, call);
    }

    void endCall(Call call, Outcome result) {
        if (call.done || call.fiber.dead) {
            return;
        }
        call.done = true;
        Steps.ended(call, result);
        if (call.fiber.resume == null) {
            resume(call.fiber, result);
        }
    }

    Fiber startBody(Call call, Closure<?> block, Ctx inner, String label, BodyEnd end, Object... arguments) {
        console.flow(label == null ? "{" : "{ (" + label + ")");
        Continuable program = Bodies.program(block, arguments);
        Fiber fiber = new Fiber(ids++, inner, call, program, end);
        fibers.add(fiber);
        resume(fiber, new Outcome(null, null));
        return fiber;
    }

    // ---- interruption ----

    /** Stops the whole build as a person would. */
    public void abort(String user) {
        if (finished) {
            return;
        }
        console.system("Aborted by " + user);
        build.force(Result.ABORTED);
        interrupt(null, new FlowInterruptedException(Result.ABORTED, new jenkins.model.CauseOfInterruption.UserInterruption(user)));
    }

    /** Interrupts the innermost steps inside a block, in the order of their threads; null stands for the whole build. */
    public void interrupt(Call block, Throwable cause) {
        List<Fiber> inside = new ArrayList<>();
        for (Fiber f : fibers) {
            if ((block == null || f.isInside(block)) && isLeaf(f)) {
                inside.add(f);
            }
        }
        for (Fiber f : inside) {
            if (f.resume != null) {
                f.resume = new Outcome(null, cause);
            } else if (f.call != null) {
                Steps.stop(f.call, cause);
            }
        }
    }

    /** Interrupts what runs on an agent that went away. */
    public void interruptOn(Agent agent, Throwable cause) {
        for (Fiber f : new ArrayList<>(fibers)) {
            if (f.ctx.agent == agent && isLeaf(f) && !f.dead) {
                if (f.resume != null) {
                    f.resume = new Outcome(null, cause);
                } else if (f.call != null) {
                    Steps.stop(f.call, cause);
                }
            }
        }
    }

    private boolean isLeaf(Fiber fiber) {
        return fibers.stream().noneMatch(other -> other.owner != null && other.owner.fiber == fiber);
    }

    /** Ends everything inside a block without asking it. */
    public void kill(Call block) {
        for (Fiber f : new ArrayList<>(fibers)) {
            if (f.isInside(block)) {
                if (f.call != null) {
                    Steps.kill(f.call);
                    f.call.done = true;
                }
                bury(f);
            }
        }
    }

    // ---- reports ----

    /** A closure composed of two: the composed one runs only the first part in CPS code, in silence. */
    public void reportComposition(String operator) {
        violation("cps", "closures composed with " + operator + " run only one of the two in a pipeline", line());
    }

    public void reportUndeclared(Script script, String property, Object value) {
        if (script.getBinding().hasVariable(property) || value == null) {
            return;
        }
        console.system("Did you forget the `def` keyword? " + script.getClass().getSimpleName() + " seems to be setting a field named "
            + property + " (to a value of type " + value.getClass().getSimpleName()
            + ") which could lead to memory leaks or other issues.");
    }

    /** CPS code was called from code that is not CPS. */
    void reportMismatch(String expected, String actual) {
        console.system("expected to call " + expected + " but wound up catching " + actual
            + "; see: https://jenkins.io/redirect/pipeline-cps-method-mismatches/");
        violation("cps", "expected to call " + expected + " but wound up catching " + actual, line());
    }

    public void violation(String kind, String message, StackTraceElement line) {
        Map<String, Object> v = new LinkedHashMap<>();
        v.put("kind", kind);
        v.put("message", secrets.hide(message));
        v.put("at", line == null ? List.of() : List.of(Lines.place(line)));
        v.put("stage", running == null ? List.of() : journal.path(running.ctx.stage));
        journal.violations.add(v);
        build.violated(kind);
    }

    @Override
    public String toString() {
        return "build " + build.number();
    }

    /** Whether the error is one the engine uses to transfer control, which steps must never see. */
    public static boolean isControl(Throwable t) {
        return t instanceof CpsCallableInvocation;
    }
}

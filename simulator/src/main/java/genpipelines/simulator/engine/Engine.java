package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import genpipelines.simulator.steps.Steps;
import groovy.lang.Closure;
import groovy.lang.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.runtime.GroovyCategorySupport;

/** Runs builds: the way from a request to its answer. */
public final class Engine {
  private static final int DEEPEST = 5;
  private int depth;

  /**
   * Runs a pipeline.
   *
   * @throws IllegalArgumentException when the request is wrong
   */
  public Map<String, Object> run(Map<String, Object> json) {
    if (depth >= DEEPEST) {
      throw new IllegalArgumentException("jobs start each other more than " + DEEPEST + " deep");
    }
    Request request = new Request(json);
    Journal journal = new Journal();
    Run run = new Run(request, journal);
    Run outer = Run.current();
    long started = System.nanoTime();
    depth++;
    try (Watchdog watchdog = new Watchdog(request.budget("seconds", 30))) {
      Run.enter(run);
      return drive(run, journal, watchdog, started, true);
    } finally {
      depth--;
      Run.enter(outer);
    }
  }

  /** Goes on with a build from its state file, in this or another process. */
  public Map<String, Object> resume(String path) {
    long started = System.nanoTime();
    Saved saved = Saved.read(Paths.get(path));
    Run outer = Run.current();
    try (Watchdog watchdog = new Watchdog(saved.request().budget("seconds", 30))) {
      return saved.restore(watchdog, run -> drive(run, run.journal(), watchdog, started, false));
    } finally {
      Run.enter(outer);
    }
  }

  private Map<String, Object> drive(Run first, Journal journal, Watchdog watchdog, long started, boolean fresh) {
    Run run = first;
    Guard guard = new Guard();
    guard.register();
    CpsCallableInvocation.registerMismatchHandler(Mismatches::report);
    Ending ending = new Ending();
    try {
      if (fresh) {
        run.attach(new Program(run.request()), journal, watchdog);
        begin(run);
      }
      while (!work(run)) {
        boolean restart = run.events().takeRestart();
        String state = run.request().text("state", null);
        if (restart && state != null) {
          Saved.write(run, Paths.get(state));
          return Map.of("state", state, "log", journal.log);
        }
        run = restart ? Saved.restart(run, watchdog) : reread(run, watchdog);
      }
    } catch (BudgetError e) {
      ending.budget(run, e);
    } catch (CompilationFailedException e) {
      ending.compilation(run, e);
    } catch (IOException | ClassNotFoundException e) {
      ending.broken(run, e);
    } finally {
      guard.unregister();
      CpsCallableInvocation.registerMismatchHandler(null);
      run.shell().close();
    }
    ending.finish(run);
    return new Answer(run, ending).json((System.nanoTime() - started) / 1e6);
  }

  /** The engine's own code is Java and does not notice that the categories of CPS are in force. */
  private static boolean work(Run run) {
    return GroovyCategorySupport.use(Threads.CATEGORIES, new Closure<Boolean>(null) {
      private static final long serialVersionUID = 1L;

      @Override
      public Boolean call() {
        return run.work();
      }
    });
  }

  private static void begin(Run run) {
    Libraries.begin(run);
    Script main = run.program().main(run.request().text("script", ""), run.scriptVariables());
    run.console().flow("Start of Pipeline");
    run.events().begin(run);
    run.start(main);
  }

  private static Run reread(Run run, Watchdog watchdog) throws IOException, ClassNotFoundException {
    Run copy = Serial.copy(run);
    copy.attach(run.program(), run.journal(), watchdog);
    Run.enter(copy);
    return copy;
  }
}

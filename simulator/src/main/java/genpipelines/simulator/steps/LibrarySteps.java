package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Libraries;
import genpipelines.simulator.engine.LoadedClasses;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import groovy.lang.Closure;
import groovy.lang.Script;
import hudson.AbortException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Steps about code and the job itself: library, libraryResource, load, readTrusted, properties. */
final class LibrarySteps {
  static final Map<String, Step> STEPS = Map.of(
    "library", LibrarySteps::library,
    "libraryResource", LibrarySteps::resource,
    "load", LibrarySteps::load,
    "readTrusted", LibrarySteps::readTrusted,
    "properties", LibrarySteps::properties);

  private LibrarySteps() {
  }

  private static Object library(Call call) throws AbortException {
    String id = call.text("identifier");
    String problem = Libraries.load(call.run(), id);
    if (problem != null) {
      throw new AbortException(problem.startsWith("Could not find") ? "No library named " + id.replaceAll("@.*", "") + " found" : problem);
    }
    return Step.soon(call, new LoadedClasses(""));
  }

  private static Object resource(Call call) throws AbortException {
    String path = call.text("resource");
    Map<String, List<String>> loaded = Libraries.loaded(call.run());
    if ((path.startsWith("/") || path.contains("..")) && !loaded.isEmpty()) {
      throw new AbortException(path + " references a file that is not contained within the library: " + loaded.keySet().iterator().next());
    }
    String text = Libraries.resource(call.run(), path);
    if (text == null) {
      throw new AbortException("No such library resource " + path + " could be found.");
    }
    return text;
  }

  /** Runs the file as a script with the variables of the Jenkinsfile. */
  private static Object load(Call call) throws Exception {
    Run run = call.run();
    String text = FileSteps.read(call, call.text("path"));
    Script script = run.program().parse(text, run.scriptVariables());
    Closure<?> body = new ScriptBody(script);
    call.startBody(body, call.ctx, call.text("path"), (c, outcome) -> c.end(outcome));
    return Step.LATER;
  }

  /** A script as a body. */
  private static final class ScriptBody extends Closure<Object> {
    private static final long serialVersionUID = 1L;
    private final Script script;

    ScriptBody(Script script) {
      super(script);
      this.script = script;
    }

    @Override
    public Object call() {
      return script.run();
    }
  }

  private static Object readTrusted(Call call) throws Exception {
    Object text = Request.asMap(call.run().request().map("scm").get("files")).get(call.text("path"));
    if (text == null) {
      throw new AbortException(call.text("path") + " not found in the source");
    }
    return Step.soon(call, text.toString());
  }

  private static Object properties(Call call) {
    Run run = call.run();
    run.build().properties.clear();
    for (Object property : call.list("properties")) {
      UninstantiatedDescribable d = Symbols.read(property);
      Object value = d.getArguments().get("value");
      if (d.getSymbol().equals("parameters")) {
        run.build().declareParameters(new ArrayList<>(Questions.declared(new ArrayList<>((List<?>) value))));
      } else {
        run.build().properties.add(Records.shown(run, d));
      }
    }
    return null;
  }
}

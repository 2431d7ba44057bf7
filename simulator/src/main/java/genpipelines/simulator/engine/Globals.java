package genpipelines.simulator.engine;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.cps.EnvActionImpl;
import org.jenkinsci.plugins.workflow.support.steps.build.RunWrapper;

/** Names that scripts may use without declaring them: the controller's own globals and the variables of libraries. */
public final class Globals implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Set<String> NAMES = Set.of("env", "params", "currentBuild", "steps", "scm", "docker");

  /** Library variables of this build: one object each, made at the first use. */
  private final Map<String, Object> variables = new LinkedHashMap<>();
  private final EnvActionImpl env = new EnvActionImpl();
  private final RunWrapper build = RunWrapper.current();
  private final StepsObject steps = new StepsObject();
  private final DockerObject docker = new DockerObject();
  private final SourceObject source = new SourceObject();

  Map<String, Object> variables() {
    return variables;
  }

  public boolean has(String name) {
    if (name.equals("scm")) {
      return Run.current().request().get("scm") != null;
    }
    return NAMES.contains(name) || variables.containsKey(name) || Run.current().program().libraryOf(name) != null;
  }

  public Object get(String name) {
    Run run = Run.current();
    if (run.program().libraryOf(name) != null) {
      Object variable = variables.get(name);
      if (variable == null) {
        variable = run.program().instantiate(name);
        variables.put(name, variable);
      }
      return variable;
    }
    switch (name) {
      case "env": return env;
      case "params": return Collections.unmodifiableMap(run.build().parameters());
      case "currentBuild": return build;
      case "steps": return steps;
      case "docker": return docker;
      default: return source;
    }
  }
}

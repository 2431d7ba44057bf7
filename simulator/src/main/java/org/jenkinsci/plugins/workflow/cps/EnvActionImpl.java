package org.jenkinsci.plugins.workflow.cps;

import genpipelines.simulator.engine.Ctx;
import genpipelines.simulator.engine.Environment;
import genpipelines.simulator.engine.Run;
import groovy.lang.GroovyObjectSupport;
import java.io.Serializable;
import java.util.Map;
import org.jenkinsci.plugins.workflow.support.actions.EnvironmentAction;

/** The global `env`: reads what is in force at the step, writes variables of the whole build. */
public final class EnvActionImpl extends GroovyObjectSupport implements EnvironmentAction, Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public Object getProperty(String name) {
    Run run = Run.current();
    Ctx ctx = run.running() == null ? null : run.running().ctx;
    return ctx == null ? run.build().variables.get(name) : Environment.of(run, ctx).get(name);
  }

  @Override
  public void setProperty(String name, Object value) {
    Run.current().build().variables.put(name, String.valueOf(value));
  }

  @Override
  public Map<String, String> getEnvironment() {
    Run run = Run.current();
    return Environment.of(run, run.running().ctx);
  }
}

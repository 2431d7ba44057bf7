package genpipelines.simulator.engine;

import groovy.lang.GroovyObjectSupport;
import java.io.Serializable;

/** The global `steps`: every method is a step. */
public final class StepsObject extends GroovyObjectSupport implements OpenObject, Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public Object invokeMethod(String name, Object args) {
    return Run.current().callStep(name, args);
  }

  @Override
  public Object getProperty(String name) {
    return Run.current().globals().get(name);
  }
}

package org.jenkinsci.plugins.workflow.cps;

import com.cloudbees.groovy.cps.Block;
import com.cloudbees.groovy.cps.Env;
import com.cloudbees.groovy.cps.impl.CpsClosure;
import genpipelines.simulator.engine.Mismatches;
import groovy.lang.Closure;
import java.util.List;
import org.codehaus.groovy.runtime.InvokerHelper;

@SuppressWarnings({"rawtypes", "unchecked"})
/** A closure of a pipeline. {@code sleep} means the step, not Groovy's own method, which would stop the whole JVM. */
public class CpsClosure2 extends CpsClosure {
  private static final long serialVersionUID = 1L;

  public CpsClosure2(Object owner, Object thisObject, List<String> parameters, Block body, Env capture) {
    super(owner, thisObject, parameters, body, capture);
  }

  public Object sleep(long seconds) {
    return InvokerHelper.invokeMethod(getOwner(), "sleep", seconds);
  }

  @Override
  public Closure<?> rightShift(Closure other) {
    Mismatches.reportComposition(">>");
    return super.rightShift(other);
  }

  @Override
  public Closure<?> leftShift(Closure other) {
    Mismatches.reportComposition("<<");
    return super.leftShift(other);
  }
}

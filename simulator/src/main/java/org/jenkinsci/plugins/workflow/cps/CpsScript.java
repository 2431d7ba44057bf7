package org.jenkinsci.plugins.workflow.cps;

import com.cloudbees.groovy.cps.SerializableScript;
import genpipelines.simulator.engine.Mismatches;
import genpipelines.simulator.engine.Run;
import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.MetaMethod;
import groovy.lang.MissingPropertyException;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.codehaus.groovy.runtime.InvokerHelper;

/** Base class of the Jenkinsfile, of loaded files and of library variables: names lead to variables, globals and steps. */
public abstract class CpsScript extends SerializableScript {
  private static final long serialVersionUID = 1L;

  public CpsScript() {
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.writeObject(getBinding());
  }

  /** All scripts of a build go on sharing one binding after they were read back. */
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    setBinding((Binding) in.readObject());
  }

  /** Calls a method of the script, else the closure or library variable of that name, else the step. */
  @Override
  public final Object invokeMethod(String name, Object args) {
    Object[] list = InvokerHelper.asArray(args);
    MetaMethod own = getMetaClass().getMetaMethod(name, list);
    if (own != null) {
      return own.doMethodInvoke(this, list);
    }
    Object local = getBinding().getVariables().get(name);
    if (local instanceof Closure) {
      return ((Closure<?>) local).call(list);
    }
    return global(name, args);
  }

  /** Calls the library variable or the step of that name. */
  private static Object global(String name, Object args) {
    Run run = Run.current();
    if (run.globals().has(name)) {
      Object value = run.globals().get(name);
      return InvokerHelper.getMetaClass(value).invokeMethod(value, "call", args);
    }
    return run.callStep(name, args);
  }

  @Override
  public Object getProperty(String property) {
    try {
      return super.getProperty(property);
    } catch (MissingPropertyException e) {
      Run run = Run.current();
      if (run.globals().has(property)) {
        return run.globals().get(property);
      }
      String variable = run.variable(property);
      if (variable != null) {
        return variable;
      }
      throw e;
    }
  }

  /** Sets a script variable; a setter of the script is never called from outside, as in Jenkins. */
  @Override
  public void setProperty(String property, Object value) {
    Mismatches.reportUndeclared(this, property, value);
    super.setProperty(property, value);
  }

  @Override
  public Object evaluate(String script) {
    return Run.current().program().parse(script, getBinding()).run();
  }

  @Override
  public Object evaluate(File file) throws IOException {
    throw new UnsupportedOperationException("evaluate of a file");
  }

  @Override
  public void println() {
    global("echo", "");
  }

  @Override
  public void println(Object value) {
    global("echo", String.valueOf(value));
  }

  @Override
  public void print(Object value) {
    global("echo", String.valueOf(value));
  }

  @Override
  public void printf(String format, Object value) {
    print(String.format(format, value));
  }

  @Override
  public void printf(String format, Object[] values) {
    print(String.format(format, values));
  }

  public Object sleep(long seconds) {
    return global("sleep", seconds);
  }
}

package genpipelines.simulator.engine;

import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingPropertyException;
import java.io.Serializable;
import org.codehaus.groovy.runtime.InvokerHelper;

/** What the `library` step gives: classes of the library by their package, as in {@code library('lib').org.acme.Tool.run()}. */
public final class LoadedClasses extends GroovyObjectSupport implements OpenObject, Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;

  public LoadedClasses(String name) {
    this.name = name;
  }

  @Override
  public Object getProperty(String property) {
    if (!name.isEmpty() && Run.current().program().defines(name)) {
      return InvokerHelper.getProperty(Run.current().program().load(name), property);
    }
    String full = name.isEmpty() ? property : name + "." + property;
    boolean plausible = Run.current().program().definesBelow(full);
    if (!plausible) {
      throw new MissingPropertyException(property, LoadedClasses.class);
    }
    return new LoadedClasses(full);
  }

  @Override
  public Object invokeMethod(String method, Object args) {
    Class<?> type = Run.current().program().load(name);
    if (method.equals("new")) {
      return InvokerHelper.invokeConstructorOf(type, args);
    }
    return InvokerHelper.invokeMethod(type, method, args);
  }
}

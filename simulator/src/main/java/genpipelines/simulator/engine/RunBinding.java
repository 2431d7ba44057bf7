package genpipelines.simulator.engine;

import groovy.lang.Binding;
import groovy.lang.MissingPropertyException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** The script variables of one build: shared by the Jenkinsfile and the library variables, and part of the saved program. */
final class RunBinding extends Binding implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, Object> values = new LinkedHashMap<>();

  @Override
  public Object getVariable(String name) {
    Object value = values.get(name);
    if (value == null && !values.containsKey(name)) {
      throw new MissingPropertyException(name, Binding.class);
    }
    return value;
  }

  @Override
  public void setVariable(String name, Object value) {
    values.put(name, value);
  }

  @Override
  public boolean hasVariable(String name) {
    return values.containsKey(name);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Map getVariables() {
    return values;
  }
}

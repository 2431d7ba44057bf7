package org.jenkinsci.plugins.structs.describable;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a symbol such as {@code string(name: 'A')} gives: its name and its arguments. */
public final class UninstantiatedDescribable implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String symbol;
  private final Map<String, Object> arguments;

  public UninstantiatedDescribable(String symbol, Map<String, Object> arguments) {
    this.symbol = symbol;
    this.arguments = new LinkedHashMap<>(arguments);
  }

  public String getSymbol() {
    return symbol;
  }

  public Map<String, Object> getArguments() {
    return arguments;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("@" + symbol + "(");
    String comma = "";
    for (Map.Entry<String, Object> e : arguments.entrySet()) {
      text.append(comma).append(e.getKey()).append('=').append(e.getValue());
      comma = ",";
    }
    return text.append(')').toString();
  }
}

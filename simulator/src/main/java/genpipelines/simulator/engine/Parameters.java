package genpipelines.simulator.engine;

import java.util.List;
import java.util.Map;

/** Values of build parameters by their declaration: `{name, type, default, choices}`. */
public final class Parameters {
  private Parameters() {
  }

  /** The default of a declared parameter; the first choice of a choice, null when it has none. */
  public static Object defaultValue(Map<String, Object> declared) {
    if ("choice".equals(declared.get("type"))) {
      List<String> choices = Request.asTexts(declared.get("choices"));
      return choices.isEmpty() ? null : choices.get(0);
    }
    Object fallback = declared.get("default");
    return fallback == null && !"boolean".equals(declared.get("type")) ? "" : fallback;
  }

  /** A value as the build sees it: boolean for boolean parameters, else text. */
  public static Object value(Map<String, Object> declared, Object given) {
    if ("boolean".equals(declared.get("type"))) {
      return given != null && Boolean.parseBoolean(given.toString());
    }
    return given == null ? ("choice".equals(declared.get("type")) ? null : "") : given.toString();
  }
}

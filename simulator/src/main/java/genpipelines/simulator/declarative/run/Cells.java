package genpipelines.simulator.declarative.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The cells of a matrix: one stage for each combination of values that is not excluded. */
public final class Cells {
  private Cells() {}

  /** The cells in the order in which they start: the last axis changes slowest. */
  public static List<Map<String, Object>> of(Map<String, Object> matrix) {
    List<Map<String, String>> combinations = new ArrayList<>();
    combinations.add(new LinkedHashMap<>());
    for (Map<String, Object> axis : axes(matrix.get("axes"))) {
      combinations = extended(combinations, axis);
    }
    List<Map<String, Object>> cells = new ArrayList<>();
    for (Map<String, String> combination : combinations) {
      if (!isExcluded(combination, matrix.get("excludes"))) {
        cells.add(cell(matrix, combination));
      }
    }
    return cells;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> axes(Object axes) {
    return (List<Map<String, Object>>) axes;
  }

  private static List<Map<String, String>> extended(List<Map<String, String>> combinations, Map<String, Object> axis) {
    List<Map<String, String>> extended = new ArrayList<>();
    for (Object value : (List<?>) axis.get("values")) {
      for (Map<String, String> combination : combinations) {
        Map<String, String> longer = new LinkedHashMap<>(combination);
        longer.put((String) axis.get("name"), (String) value);
        extended.add(longer);
      }
    }
    return extended;
  }

  private static boolean isExcluded(Map<String, String> combination, Object excludes) {
    if (excludes == null) {
      return false;
    }
    for (Object exclude : (List<?>) excludes) {
      if (axes(exclude).stream().allMatch(axis -> covers(axis, combination))) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(Map<String, Object> axis, Map<String, String> combination) {
    String value = combination.get(axis.get("name"));
    return value != null && ((List<?>) axis.get("values")).contains(value) != Boolean.TRUE.equals(axis.get("inverse"));
  }

  private static Map<String, Object> cell(Map<String, Object> matrix, Map<String, String> combination) {
    Map<String, Object> cell = new LinkedHashMap<>(matrix);
    cell.remove("axes");
    cell.remove("excludes");
    cell.put("name", "Matrix - " + combination.entrySet().stream().map(entry -> entry.getKey() + " = '" + entry.getValue() + "'")
        .collect(Collectors.joining(", ")));
    cell.put("cell", combination);
    return cell;
  }
}

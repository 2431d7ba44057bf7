package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Request;
import groovy.lang.GString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the arguments of a call with the contract of a library step. */
final class ContractCheck {
  private final String name;
  private final Map<String, Object> contract;
  private final List<String> problems = new ArrayList<>();

  ContractCheck(String name, Map<String, Object> contract) {
    this.name = name;
    this.contract = contract;
  }

  /** All that is wrong, one sentence each. */
  List<String> problems(Map<String, Object> args) {
    fields(name, Request.asMap(contract.get("parameters")), args);
    return problems;
  }

  private void fields(String where, Map<String, Object> declared, Map<?, ?> given) {
    for (Object key : given.keySet()) {
      if (!declared.containsKey(String.valueOf(key))) {
        problems.add(where + ": unknown parameter " + key + Nearest.hint(String.valueOf(key), declared.keySet()));
      }
    }
    declared.forEach((key, p) -> {
      Map<String, Object> parameter = Request.asMap(p);
      Object value = given.get(key);
      if (value != null) {
        value(where + "." + key, parameter, value);
      } else if (Boolean.TRUE.equals(parameter.get("required"))) {
        problems.add(where + ": parameter " + key + " is required");
      }
    });
  }

  private void value(String where, Map<String, Object> declared, Object value) {
    String type = String.valueOf(declared.get("type"));
    if (!fits(type, value)) {
      problems.add(where + " must be " + type + ", got " + value + " (" + value.getClass().getSimpleName() + ")");
      return;
    }
    List<Object> allowed = declared.get("allowed") instanceof List ? new ArrayList<>((List<?>) declared.get("allowed")) : null;
    if (allowed != null && !allowed.contains(value instanceof GString ? value.toString() : value)) {
      problems.add(where + " must be one of " + allowed + ", got " + value);
    }
    Object minimum = declared.get("minimum");
    if (minimum != null && value instanceof Number && ((Number) value).doubleValue() < ((Number) minimum).doubleValue()) {
      problems.add(where + " must be at least " + minimum + ", got " + value);
    }
    if (value instanceof Map && declared.get("fields") != null) {
      fields(where, Request.asMap(declared.get("fields")), (Map<?, ?>) value);
    }
    if (value instanceof List && declared.get("items") != null) {
      int i = 0;
      for (Object item : (List<?>) value) {
        value(where + "[" + i++ + "]", Request.asMap(declared.get("items")), item);
      }
    }
  }

  private static boolean fits(String type, Object value) {
    switch (type) {
      case "string": case "duration": case "path": case "url": return value instanceof CharSequence;
      case "boolean": return value instanceof Boolean;
      case "integer": return value instanceof Integer || value instanceof Long;
      case "number": return value instanceof Number;
      case "list": return value instanceof List;
      case "map": return value instanceof Map;
      default: return true;
    }
  }
}

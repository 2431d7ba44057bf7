// Judges the conditions of `when`.
import genpipelines.simulator.declarative.run.Conditions

def isMet(Map when) {
  return when == null || allMet(when.conditions.call())
}

private boolean allMet(List conditions) {
  for (condition in conditions) {
    if (!isConditionMet(condition)) {
      return false
    }
  }
  return true
}

private boolean isConditionMet(Map condition) {
  switch (condition.name) {
    case 'expression':
      return condition.expression.call() ? true : false
    case 'not':
      return !isConditionMet(condition.children[0])
    case 'allOf':
      return allMet(condition.children)
    case 'anyOf':
      for (child in condition.children) {
        if (isConditionMet(child)) {
          return true
        }
      }
      return false
    case 'equals':
      return condition.arguments.expected == condition.arguments.actual
    default:
      if (Conditions.hasNoChanges(condition.name)) {
        echo(Conditions.NO_CHANGES)
        return false
      }
      return Conditions.isMet(condition.name, condition.arguments)
  }
}

package org.jenkinsci.plugins.workflow.steps;

/** A step was called where something it needs, such as a node, is not there. */
public final class MissingContextVariableException extends Exception {
  private static final long serialVersionUID = 1L;

  public MissingContextVariableException(String type, String step, String providers) {
    super("Required context class " + type + " is missing\nPerhaps you forgot to surround the " + step
      + " step with a step that provides this, such as: " + providers);
  }
}

package org.jenkinsci.plugins.workflow.actions;

/** Home of the mark that every error of a step carries. */
public final class ErrorAction {
  private ErrorAction() {
  }

  /** Suppressed by an error so that it is known again wherever it turns up. */
  public static final class ErrorId extends Exception {
    private static final long serialVersionUID = 1L;

    public ErrorId(String id) {
      super(id, null, false, false);
    }
  }
}

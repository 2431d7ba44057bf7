package org.jenkinsci.plugins.scriptsecurity.sandbox;

/** The sandbox refused a member. */
public final class RejectedAccessException extends SecurityException {
  private static final long serialVersionUID = 1L;

  public RejectedAccessException(String message) {
    super(message);
  }
}

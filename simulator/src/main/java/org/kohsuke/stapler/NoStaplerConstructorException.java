package org.kohsuke.stapler;

/** A value cannot be made into an object of the type that a parameter has. */
public final class NoStaplerConstructorException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public NoStaplerConstructorException(String message) {
    super(message);
  }
}

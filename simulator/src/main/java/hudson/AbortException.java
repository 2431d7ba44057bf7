package hudson;

import java.io.IOException;

/** What the {@code error} step and most failing steps throw; printed as one line, without a stack. */
public class AbortException extends IOException {
  private static final long serialVersionUID = 1L;

  public AbortException() {
  }

  public AbortException(String message) {
    super(message);
  }
}

package jenkins.model;

import java.io.Serializable;

/** Why a build or a part of it was interrupted. */
public abstract class CauseOfInterruption implements Serializable {
  private static final long serialVersionUID = 1L;

  public abstract String getShortDescription();

  /** A person stopped the build. */
  public static final class UserInterruption extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;
    private final String user;

    public UserInterruption(String user) {
      this.user = user;
    }

    public String getUser() {
      return user;
    }

    @Override
    public String getShortDescription() {
      return "Aborted by " + user;
    }
  }
}

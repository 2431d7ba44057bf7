package genpipelines.simulator.shell;

import genpipelines.simulator.engine.Call;
import java.io.Serializable;

/** Is told the end of a command; saved with the program. */
public interface CommandEnd extends Serializable {
  void ended(Call call, int status, String stdout, String stderr);
}

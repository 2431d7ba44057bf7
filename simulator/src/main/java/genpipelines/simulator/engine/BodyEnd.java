package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.Outcome;
import java.io.Serializable;

/** What a block step does when its body has ended. Saved with the program, so it holds only what can be saved. */
public interface BodyEnd extends Serializable {
  void ended(Call call, Outcome outcome);
}

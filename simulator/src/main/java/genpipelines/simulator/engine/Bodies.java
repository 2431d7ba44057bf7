package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Continuation;
import com.cloudbees.groovy.cps.Env;
import com.cloudbees.groovy.cps.Envs;
import com.cloudbees.groovy.cps.Next;
import com.cloudbees.groovy.cps.Outcome;
import com.cloudbees.groovy.cps.impl.ConstantBlock;
import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import com.cloudbees.groovy.cps.impl.SourceLocation;
import com.cloudbees.groovy.cps.impl.ThrowBlock;
import groovy.lang.Closure;

/** Makes the program of a body from its closure. */
final class Bodies {
  private Bodies() {
  }

  static Continuable program(Closure<?> block, Object... arguments) {
    Env env = Envs.empty(EngineInvoker.TRUSTED);
    try {
      Object value = arguments.length == 0 ? block.call() : block.call(arguments);
      return new Continuable(new ConstantBlock(value), env);
    } catch (CpsCallableInvocation e) {
      return new Continuable(e.invoke(env, SourceLocation.UNKNOWN, Continuation.HALT));
    } catch (RuntimeException | Error e) {
      return new Continuable(new ThrowBlock(SourceLocation.UNKNOWN, new ConstantBlock(e), true), env);
    }
  }
}

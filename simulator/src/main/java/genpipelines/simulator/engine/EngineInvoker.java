package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.impl.CallSiteBlock;
import com.cloudbees.groovy.cps.sandbox.DefaultInvoker;
import com.cloudbees.groovy.cps.sandbox.Invoker;
import com.cloudbees.groovy.cps.sandbox.SandboxInvoker;
import com.cloudbees.groovy.cps.sandbox.Untrusted;
import java.util.Date;

/** How CPS code calls what is not CPS: notes the line of the call, and goes through the sandbox where the code is untrusted. */
final class EngineInvoker extends DefaultInvoker {
  private static final long serialVersionUID = 1L;

  static final EngineInvoker TRUSTED = new EngineInvoker();
  private static final Invoker UNTRUSTED = new Guarded();

  private EngineInvoker() {
  }

  @Override
  public Invoker contextualize(CallSiteBlock site) {
    return choose(site);
  }

  @Override
  public Object methodCall(Object receiver, String method, Object[] args) throws Throwable {
    if (receiver == System.class && method.equals("exit")) {
      throw new SecurityException("System.exit would end the controller");
    }
    return isClock(receiver, method) ? Run.current().now() : super.methodCall(receiver, method, args);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Object constructorCall(Class type, Object[] args) throws Throwable {
    return isNow(type, args) ? new Date(Run.current().now()) : super.constructorCall(type, args);
  }

  private static Invoker choose(CallSiteBlock site) {
    Invoker chosen = site.getTags().contains(Untrusted.INSTANCE) ? UNTRUSTED : TRUSTED;
    Run.current().atSite(site, chosen);
    return chosen;
  }

  static boolean isClock(Object receiver, String method) {
    return receiver == System.class && "currentTimeMillis".equals(method);
  }

  static boolean isNow(Class<?> type, Object[] args) {
    return type == Date.class && args.length == 0;
  }

  private Object readResolve() {
    return TRUSTED;
  }

  /** The same for untrusted code: every access is put to the sandbox first. */
  private static final class Guarded extends SandboxInvoker {
    private static final long serialVersionUID = 1L;

    @Override
    public Invoker contextualize(CallSiteBlock site) {
      return choose(site);
    }

    @Override
    public Object methodCall(Object receiver, String method, Object[] args) throws Throwable {
      return isClock(receiver, method) ? Run.current().now() : super.methodCall(receiver, method, args);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Object constructorCall(Class type, Object[] args) throws Throwable {
      return isNow(type, args) ? new Date(Run.current().now()) : super.constructorCall(type, args);
    }

    private Object readResolve() {
      return UNTRUSTED;
    }
  }
}

package genpipelines.simulator.engine;

import com.cloudbees.groovy.cps.impl.CallSiteBlock;
import com.cloudbees.groovy.cps.impl.SourceLocation;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the line of a call site, which the CPS library knows but does not show. */
final class CallSites {
  private static final ConcurrentHashMap<Class<?>, Optional<Field>> FIELDS = new ConcurrentHashMap<>();

  private CallSites() {
  }

  static StackTraceElement line(CallSiteBlock site) {
    if (site == null) {
      return null;
    }
    Optional<Field> field = FIELDS.computeIfAbsent(site.getClass(), CallSites::find);
    try {
      Object loc = field.isPresent() ? field.get().get(site) : null;
      return loc == null ? null : ((SourceLocation) loc).toStackTrace();
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  private static Optional<Field> find(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Field f : c.getDeclaredFields()) {
        if (f.getType() == SourceLocation.class) {
          f.setAccessible(true);
          return Optional.of(f);
        }
      }
    }
    return Optional.empty();
  }
}

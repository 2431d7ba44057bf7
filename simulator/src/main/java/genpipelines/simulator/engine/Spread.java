package genpipelines.simulator.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;
import org.kohsuke.groovy.sandbox.impl.Checker;

/** What the transformer writes for `f(*list)`, `[*list]`, `[*: map]` and assignments to typed variables. The `$` keeps CPS from taking the call for a mismatch. */
public final class Spread {
  private final Object value;

  private Spread(Object value) {
    this.value = value;
  }

  public static Object $mark(Object value) {
    return new Spread(value);
  }

  public static Object $call(Object receiver, Object name, Object... args) throws Throwable {
    return Run.current().invoker().methodCall(receiver, name.toString(), flat(args).toArray());
  }

  /** Assigns to a typed variable; a list or map may stand for the arguments of a constructor, which the sandbox checks. */
  public static Object $assign(Object value, Class<?> type) throws Throwable {
    boolean constructs = value instanceof java.util.Collection || value instanceof Map;
    return constructs ? Checker.checkedCast(type, value, false, true, false) : ScriptBytecodeAdapter.castToType(value, type);
  }

  public static Object $list(Object... values) {
    return flat(values);
  }

  /** Keys and values one after the other; a spread map stands as a mark followed by null. */
  public static Object $map(Object... pairs) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i] instanceof Spread) {
        map.putAll((Map<?, ?>) ((Spread) pairs[i]).value);
      } else {
        map.put(pairs[i], pairs[i + 1]);
      }
    }
    return map;
  }

  private static List<Object> flat(Object[] values) {
    List<Object> list = new ArrayList<>();
    for (Object v : values) {
      if (v instanceof Spread) {
        InvokerHelper.asIterator(((Spread) v).value).forEachRemaining(list::add);
      } else {
        list.add(v);
      }
    }
    return list;
  }
}

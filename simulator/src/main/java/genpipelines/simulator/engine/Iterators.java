package genpipelines.simulator.engine;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Iterators that can be saved, used instead of Java's own while CPS code runs, as the controller does. */
public final class Iterators {
  private Iterators() {
  }

  /** Goes by index, so a list may change under the loop. */
  private static final class ByIndex<E> implements Iterator<E>, Serializable {
    private static final long serialVersionUID = 1L;
    private final List<E> list;
    private int next;

    ByIndex(List<E> list) {
      this.list = list;
    }

    @Override
    public boolean hasNext() {
      return next < list.size();
    }

    @Override
    public E next() {
      return list.get(next++);
    }

    @Override
    public void remove() {
      list.remove(--next);
    }
  }

  public static <E> Iterator<E> iterator(List<E> list) {
    return new ByIndex<>(list);
  }

  public static <E> Iterator<E> iterator(E[] array) {
    return new ByIndex<>(new ArrayList<>(java.util.Arrays.asList(array)));
  }

  public static <E> Iterator<E> iterator(Set<E> set) {
    return new ByIndex<>(new ArrayList<>(set));
  }

  public static <K, V> Iterator<Map.Entry<K, V>> iterator(Map<K, V> map) {
    return new ByIndex<>(new ArrayList<>(map.entrySet()));
  }

  public static <K, V> Set<Map.Entry<K, V>> entrySet(Map<K, V> map) {
    Set<Map.Entry<K, V>> entries = new LinkedHashSet<>();
    map.forEach((k, v) -> entries.add(new AbstractMap.SimpleImmutableEntry<>(k, v)));
    return entries;
  }

  public static <K, V> Set<K> keySet(Map<K, V> map) {
    return new LinkedHashSet<>(map.keySet());
  }

  public static <K, V> Collection<V> values(Map<K, V> map) {
    return new ArrayList<>(map.values());
  }
}

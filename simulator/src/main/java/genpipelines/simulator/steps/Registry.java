package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All steps with their signatures, from {@code steps.txt}, and what each does. */
public final class Registry {
  private static final Map<String, Signature> SIGNATURES = new TreeMap<>();
  private static final Map<String, Step> STEPS = new TreeMap<>();

  static {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(
        Registry.class.getResourceAsStream("steps.txt"), StandardCharsets.UTF_8))) {
      in.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).map(Signature::read).forEach(s -> SIGNATURES.put(s.name, s));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Map<String, Step> family : List.of(Basic.STEPS, Blocks.STEPS, Trying.STEPS, Waiting.STEPS, Branches.STEPS, Nodes.STEPS,
        Commands.STEPS, FileSteps.STEPS, Data.STEPS, Bindings.STEPS, Questions.STEPS, Locks.STEPS, Jobs.STEPS,
        Reports.STEPS, Messages.STEPS, Sources.STEPS, LibrarySteps.STEPS, Containers.STEPS, Web.STEPS)) {
      STEPS.putAll(family);
    }
  }

  private Registry() {
  }

  /** Every step there is. */
  public static Collection<Signature> all() {
    return SIGNATURES.values();
  }

  /** The signature of a step that the build's controller has; null when it has none of that name. */
  static Signature signature(Run run, String name) {
    Signature s = SIGNATURES.get(name);
    return s != null && isThere(run, s.plugin) ? s : null;
  }

  /** A step without a class of its own: answered by the scenario, else does nothing. */
  static Step step(String name) {
    return STEPS.getOrDefault(name, Answered.INSTANCE);
  }

  private static boolean isThere(Run run, String plugin) {
    Object plugins = run.request().get("plugins");
    return plugins == null || plugin.equals("core") || ((List<?>) plugins).contains(plugin);
  }

  /** Names of steps of the build's controller, sorted. */
  static List<String> names(Run run) {
    List<String> names = new ArrayList<>();
    SIGNATURES.values().stream().filter(s -> isThere(run, s.plugin)).forEach(s -> names.add(s.name));
    return names;
  }
}

package genpipelines.simulator.shell;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Watchdog;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** Commands that really run: each in a session of its own, so that the whole tree can be stopped. */
final class Processes implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long TICK = 5;

  /** Processes of this JVM by key: they go on while a program is saved and read back. */
  private static final Map<Integer, Command> ALIVE = new ConcurrentHashMap<>();
  private static final AtomicInteger KEYS = new AtomicInteger();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.values().forEach(Command::kill)));
  }

  private final List<String> path;
  private final Map<Integer, Watched> watched = new LinkedHashMap<>();
  /** Ended ones, whose children may have been left behind. */
  private transient List<Command> finished = new ArrayList<>();

  Processes(List<String> path) {
    this.path = path;
  }

  /** Whom to tell the end of a process. */
  private static final class Watched implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Call call;
    private final CommandEnd end;

    Watched(Call call, CommandEnd end) {
      this.call = call;
      this.end = end;
    }
  }

  void start(Call call, String script, Map<String, String> environment, boolean keepsOutput, CommandEnd end) throws IOException {
    File directory = new File(call.ctx.directory);
    if (!directory.isDirectory() && !directory.mkdirs()) {
      throw new IOException("the directory " + directory + " cannot be made");
    }
    Map<String, String> env = new LinkedHashMap<>(environment);
    if (!path.isEmpty()) {
      env.merge("PATH", String.join(":", path), (old, own) -> own + ":" + old);
    }
    int key = KEYS.incrementAndGet();
    ALIVE.put(key, new Command(script, directory, env, keepsOutput));
    watched.put(key, new Watched(call, end));
  }

  boolean stop(Call call) {
    for (Map.Entry<Integer, Watched> w : watched.entrySet()) {
      if (w.getValue().call == call && ALIVE.containsKey(w.getKey())) {
        ALIVE.get(w.getKey()).terminate();
        return true;
      }
    }
    return false;
  }

  boolean isBusy() {
    return !watched.isEmpty();
  }

  long await(long atMost, Watchdog watchdog, LongConsumer passing) {
    long started = System.nanoTime();
    long told = 0;
    while (true) {
      long passed = Math.min((System.nanoTime() - started) / 1_000_000, atMost);
      passing.accept(passed - told);
      told = passed;
      if (poll() || passed >= atMost) {
        return passed;
      }
      watchdog.check();
      try {
        Thread.sleep(Math.max(1, Math.min(TICK, atMost - passed)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return passed;
      }
    }
  }

  /** Prints new output and tells ends; whether a process has ended. */
  private boolean poll() {
    boolean happened = false;
    for (Integer key : new ArrayList<>(watched.keySet())) {
      Command command = ALIVE.get(key);
      Watched w = watched.get(key);
      boolean ended = command == null || command.hasEnded();
      String text = command == null ? "" : command.take(ended);
      if (!text.isEmpty() && !w.call.isDone()) {
        w.call.println(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
      }
      if (ended) {
        watched.remove(key);
        ALIVE.remove(key);
        remember(command);
        w.end.ended(w.call, command == null ? -1 : command.status(), command == null ? "" : command.stdout(), "");
        happened = true;
      }
    }
    return happened;
  }

  void close() {
    for (Integer key : watched.keySet()) {
      Command command = ALIVE.remove(key);
      if (command != null) {
        command.kill();
      }
    }
    watched.clear();
    if (finished != null) {
      finished.forEach(Command::kill);
      finished.clear();
    }
  }

  private void remember(Command command) {
    finished = finished == null ? new ArrayList<>() : finished;
    if (command != null) {
      finished.add(command);
    }
  }
}

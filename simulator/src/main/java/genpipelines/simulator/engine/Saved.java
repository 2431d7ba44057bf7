package genpipelines.simulator.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A build written to a file, with everything another process needs to go on. */
final class Saved implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Request request;
  private final Journal journal;
  private final List<String> libraries;
  private final List<String> scripts;
  private final byte[] program;

  private Saved(Run run) throws IOException {
    request = run.request();
    journal = run.journal();
    libraries = run.program().libraryNames();
    scripts = run.program().scriptTexts();
    program = Serial.bytes(run);
  }

  Request request() {
    return request;
  }

  static void write(Run run, Path path) throws IOException {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(part))) {
      out.writeObject(new Saved(run));
    }
    Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
  }

  /** @throws IllegalArgumentException when the file cannot be read or was not written by this engine */
  static Saved read(Path path) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(Files.readAllBytes(path)))) {
      return (Saved) in.readObject();
    } catch (IOException | ClassNotFoundException | ClassCastException e) {
      throw new IllegalArgumentException("the state file " + path + " cannot be read: " + e);
    }
  }

  /** The restart of the controller within this process: everything is written, and read into new classes. */
  static Run restart(Run run, Watchdog watchdog) throws IOException, ClassNotFoundException {
    return new Saved(run).revive(watchdog);
  }

  Map<String, Object> restore(Watchdog watchdog, Function<Run, Map<String, Object>> next) {
    try {
      return next.apply(revive(watchdog));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("the state does not fit this engine: " + e.getMessage());
    }
  }

  private Run revive(Watchdog watchdog) throws IOException, ClassNotFoundException {
    Program fresh = new Program(request);
    List<Library> known = Libraries.of(request);
    for (String name : libraries) {
      known.stream().filter(l -> l.name.equals(name)).forEach(fresh::add);
    }
    fresh.define(new ArrayList<>(scripts));
    Run run = Serial.read(program, fresh.loader());
    run.attach(fresh, journal, watchdog);
    Run.enter(run);
    run.console().system("Resuming build at " + Instant.ofEpochMilli(run.now()) + " after Jenkins restart");
    run.console().system("Ready to run at " + Instant.ofEpochMilli(run.now()));
    return run;
  }
}

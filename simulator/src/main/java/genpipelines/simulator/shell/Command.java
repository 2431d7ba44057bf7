package genpipelines.simulator.shell;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** One process: `sh -xe`, or the interpreter of the script's first line, in a session of its own. */
final class Command {
  private static final long REST = 3_000;

  private final Process process;
  private final Path script;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final Thread[] readers;

  Command(String text, File directory, Map<String, String> environment, boolean capture) throws IOException {
    script = Files.createTempFile("command", ".sh", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.write(script, text.getBytes(StandardCharsets.UTF_8));
    ProcessBuilder builder = text.startsWith("#!") ? new ProcessBuilder("setsid", "-w", script.toString())
      : new ProcessBuilder("setsid", "-w", "/bin/sh", "-xe", script.toString());
    builder.directory(directory);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(!capture);
    process = builder.start();
    readers = capture
      ? new Thread[] {reader(process.getInputStream(), captured), reader(process.getErrorStream(), log)}
      : new Thread[] {reader(process.getInputStream(), log)};
  }

  private static Thread reader(InputStream in, ByteArrayOutputStream out) {
    Thread thread = new Thread(() -> {
      byte[] buffer = new byte[8192];
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          synchronized (out) {
            out.write(buffer, 0, n);
          }
        }
      } catch (IOException e) {
        return; // the process was killed while it was read
      }
    }, "output");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Whether it has ended and all it printed was read; children that keep the output open are not waited for. */
  boolean hasEnded() {
    if (process.isAlive()) {
      return false;
    }
    for (Thread reader : readers) {
      try {
        reader.join(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return true;
  }

  /** What was printed since the last time: whole lines, and at the end the rest. */
  String take(boolean all) {
    synchronized (log) {
      byte[] bytes = log.toByteArray();
      int length = bytes.length;
      while (!all && length > 0 && bytes[length - 1] != '\n') {
        length--;
      }
      log.reset();
      log.write(bytes, length, bytes.length - length);
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
  }

  String stdout() {
    synchronized (captured) {
      return new String(captured.toByteArray(), StandardCharsets.UTF_8);
    }
  }

  int status() {
    clean();
    return process.exitValue();
  }

  /** Asks the whole tree to end, and insists after a while. */
  void terminate() {
    signal(false);
    Thread insist = new Thread(() -> {
      try {
        if (!process.waitFor(REST, java.util.concurrent.TimeUnit.MILLISECONDS)) {
          kill();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, "insist");
    insist.setDaemon(true);
    insist.start();
  }

  void kill() {
    signal(true);
    clean();
  }

  private void signal(boolean hard) {
    process.descendants().forEach(p -> Session.signal(p.pid(), hard));
    Session.signal(process.pid(), hard);
  }

  private void clean() {
    try {
      Files.deleteIfExists(script);
    } catch (IOException e) {
      script.toFile().deleteOnExit();
    }
  }
}

package genpipelines.simulator.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** All processes of a session, also those whose parent has ended. */
final class Session {
  private Session() {
  }

  /** Sends the soft or the hard signal to every process of the session of the given leader. */
  static void signal(long leader, boolean hard) {
    ProcessHandle.allProcesses().filter(p -> p.pid() == leader || sessionOf(p.pid()) == leader).forEach(p -> {
      if (hard) {
        p.destroyForcibly();
      } else {
        p.destroy();
      }
    });
  }

  /** Field 6 of /proc/PID/stat, counted behind the command's closing parenthesis; -1 when the process is gone. */
  private static long sessionOf(long pid) {
    Path stat = Paths.get("/proc", String.valueOf(pid), "stat");
    try {
      String text = Files.readString(stat, java.nio.charset.StandardCharsets.ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[3]);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}

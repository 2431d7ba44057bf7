package genpipelines.simulator.server;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Starts the engine: reads requests from stdin, a line each, and answers on stdout. */
public final class Main {
  private static final long STACK = 16L * 1024 * 1024;

  private Main() {
  }

  public static void main(String[] args) throws InterruptedException {
    PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err); // whatever a library prints must not mix with the answers
    endWithParent();
    Thread thread = new Thread(null, () -> serve(answers), "engine", STACK);
    thread.start();
    thread.join();
    System.exit(0);
  }

  /** Who started the engine may be killed while it works on code that never ends: then nobody is left to stop it. */
  private static void endWithParent() {
    ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
  }

  private static void serve(PrintStream answers) {
    Server server = new Server();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8), 1 << 16)) {
      for (String line = in.readLine(); line != null && server.isOpen(); line = in.readLine()) {
        if (!line.isBlank()) {
          answers.print(server.answer(line) + "\n");
          answers.flush();
        }
        if (!server.isOpen()) {
          return;
        }
      }
    } catch (IOException e) {
      System.err.println("the engine cannot read its requests: " + e.getMessage());
    }
  }
}

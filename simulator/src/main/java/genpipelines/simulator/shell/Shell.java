package genpipelines.simulator.shell;

import genpipelines.simulator.engine.Agent;
import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import genpipelines.simulator.engine.Watchdog;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** How commands of a build run: only shown (dry), answered by the scenario (scripted), or for real. */
public final class Shell implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final List<String> MODES = List.of("dry", "scripted", "real");

  private final String mode;
  private final String root;
  private final Files files;
  /** The files of each simulated agent, by its name. */
  private final Map<String, Files> agents = new TreeMap<>();
  private final Processes processes;

  /** @throws IllegalArgumentException when the mode is unknown or a real run has no workspace */
  public Shell(Request request) {
    Map<String, Object> json = request.map("shell");
    mode = String.valueOf(json.getOrDefault("mode", "dry"));
    if (!MODES.contains(mode)) {
      throw new IllegalArgumentException("shell mode " + mode + " is unknown; known are " + String.join(", ", MODES));
    }
    if (mode.equals("real") && json.get("workspace") == null) {
      throw new IllegalArgumentException("shell mode real needs `workspace`, the directory the commands run in");
    }
    root = mode.equals("real") ? String.valueOf(json.get("workspace")) : "/home/jenkins/workspace";
    files = mode.equals("real") ? new DiskFiles(root, Boolean.TRUE.equals(json.get("keep"))) : new MemoryFiles();
    processes = new Processes(Request.asTexts(json.get("path")));
  }

  /** The directory below which all workspaces lie. */
  public String root() {
    return root;
  }

  public Files files() {
    return files;
  }

  /** The files of an agent: each has its own, as each has its own disk. */
  public Files files(Agent agent) {
    return isReal() || agent == null ? files : agents.computeIfAbsent(agent.node, name -> new MemoryFiles());
  }

  /** Whether commands are only shown, so that the files they would make are not there. */
  public boolean isDry() {
    return mode.equals("dry");
  }

  public boolean isReal() {
    return mode.equals("real");
  }

  /** Puts the files of the request into a workspace that is used for the first time. */
  public void prepare(Run run, Agent agent) throws IOException {
    Files there = files(agent);
    there.makeDirectory(agent.workspace);
    for (Map.Entry<String, Object> f : run.request().map("files").entrySet()) {
      there.write(there.resolve(agent.workspace, f.getKey()), String.valueOf(f.getValue()).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Starts a command; its end is told to the listener, with its output if that is kept instead of printed. */
  public void start(Call call, String script, Map<String, String> environment, boolean keepsOutput, CommandEnd end) throws IOException {
    if (mode.equals("real")) {
      processes.start(call, script, environment, keepsOutput, end);
      return;
    }
    Reply reply = Reply.find(call.run(), script);
    if (reply == null && mode.equals("scripted")) {
      call.run().violation("shell", "the scenario does not expect the command: " + script.trim(), call.line);
      call.run().after(0, run -> end.ended(call, 127, "", "unexpected command\n"));
      return;
    }
    Reply answer = reply == null ? Reply.nothing() : reply;
    Files there = files(call.ctx.agent);
    for (Map.Entry<String, Object> f : answer.files.entrySet()) {
      there.write(there.resolve(call.ctx.directory, f.getKey()), String.valueOf(f.getValue()).getBytes(StandardCharsets.UTF_8));
    }
    int status = answer.status;
    String stdout = answer.stdout;
    String stderr = answer.stderr;
    call.run().after(answer.millis, run -> end.ended(call, status, stdout, stderr));
  }

  /** Stops the command of a call; true when its end will still be told. */
  public boolean stop(Call call) {
    return processes.stop(call);
  }

  /** Whether a process is alive, so that time passes by itself. */
  public boolean isBusy() {
    return processes.isBusy();
  }

  /** Waits for a process to end, at most so many milliseconds; how many it was. {@code passing} learns of them before anything is told that happened after them. */
  public long await(long atMost, Watchdog watchdog, LongConsumer passing) {
    return processes.await(atMost, watchdog, passing);
  }

  /** Stops what is left. */
  public void close() {
    processes.close();
  }
}

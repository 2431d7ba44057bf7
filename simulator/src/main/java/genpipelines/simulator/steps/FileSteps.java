package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Run;
import genpipelines.simulator.shell.Files;
import hudson.AbortException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps that work on files of the workspace. */
final class FileSteps {
  static final Map<String, Step> STEPS = Map.ofEntries(
    Map.entry("readFile", FileSteps::readFile),
    Map.entry("writeFile", FileSteps::writeFile),
    Map.entry("fileExists", call -> Step.soon(call, files(call).exists(path(call, "file")))),
    Map.entry("deleteDir", FileSteps::deleteDir),
    Map.entry("cleanWs", FileSteps::deleteDir),
    Map.entry("touch", FileSteps::touch),
    Map.entry("findFiles", FileSteps::findFiles),
    Map.entry("sha256", call -> digest(call, "SHA-256")),
    Map.entry("sha1", call -> digest(call, "SHA-1")),
    Map.entry("stash", FileSteps::stash),
    Map.entry("unstash", FileSteps::unstash));

  private FileSteps() {
  }

  /** Stashed files by name of the stash. */
  private static final class Stashes extends LinkedHashMap<String, LinkedHashMap<String, byte[]>> {
    private static final long serialVersionUID = 1L;
  }

  static Files files(Call call) {
    return call.run().shell().files(call.ctx.agent);
  }

  static String path(Call call, String key) {
    return files(call).resolve(call.ctx.directory, call.text(key));
  }

  /** Text of a file of the workspace. */
  static String read(Call call, String file) throws IOException {
    return new String(files(call).read(files(call).resolve(call.ctx.directory, file)), StandardCharsets.UTF_8);
  }

  static void write(Call call, String file, String text) throws IOException {
    files(call).write(files(call).resolve(call.ctx.directory, file), text.getBytes(StandardCharsets.UTF_8));
  }

  private static Object readFile(Call call) throws IOException {
    byte[] bytes = files(call).read(path(call, "file"));
    String encoding = call.text("encoding", "UTF-8");
    return Step.soon(call, encoding.equals("Base64") ? Base64.getEncoder().encodeToString(bytes) : new String(bytes, Charset.forName(encoding)));
  }

  private static Object writeFile(Call call) throws IOException {
    String text = call.text("text");
    if (text == null) {
      throw new NullPointerException("Cannot invoke \"String.length()\" because \"str\" is null");
    }
    String encoding = call.text("encoding", "UTF-8");
    byte[] bytes = encoding.equals("Base64") ? Base64.getDecoder().decode(text) : text.getBytes(Charset.forName(encoding));
    files(call).write(path(call, "file"), bytes);
    return Step.soon(call, null);
  }

  private static Object deleteDir(Call call) throws IOException {
    if (call.name.equals("cleanWs")) {
      call.println("[WS-CLEANUP] Deleting project workspace...");
    }
    files(call).delete(call.ctx.directory);
    if (call.name.equals("cleanWs")) {
      call.println("[WS-CLEANUP] done");
    }
    return Step.soon(call, null);
  }

  private static Object touch(Call call) throws IOException {
    if (!files(call).exists(path(call, "file"))) {
      files(call).write(path(call, "file"), new byte[0]);
    }
    return Step.soon(call, null);
  }

  private static Object findFiles(Call call) throws IOException {
    ArrayList<Object> found = new ArrayList<>();
    for (String path : files(call).find(call.ctx.directory, call.text("glob", "*"), call.text("excludes"))) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("path", path);
      file.put("name", path.substring(path.lastIndexOf('/') + 1));
      file.put("directory", false);
      file.put("length", files(call).read(files(call).resolve(call.ctx.directory, path)).length);
      found.add(file);
    }
    return Step.soon(call, found);
  }

  private static Object digest(Call call, String algorithm) throws Exception {
    StringBuilder hex = new StringBuilder();
    for (byte b : MessageDigest.getInstance(algorithm).digest(files(call).read(path(call, "file")))) {
      hex.append(String.format("%02x", b));
    }
    return Step.soon(call, hex.toString());
  }

  private static Object stash(Call call) throws IOException {
    LinkedHashMap<String, byte[]> stash = new LinkedHashMap<>();
    for (String file : files(call).find(call.ctx.directory, call.text("includes", "**"), call.text("excludes"))) {
      byte[] bytes = files(call).read(files(call).resolve(call.ctx.directory, file));
      call.run().secrets().checkFile("stash", file, new String(bytes, StandardCharsets.UTF_8));
      stash.put(file, bytes);
    }
    if (stash.isEmpty() && !call.flag("allowEmpty", false) && !call.run().shell().isDry()) {
      throw new AbortException("No files included in stash ‘" + call.text("name") + "’");
    }
    call.println("Stashed " + stash.size() + " file(s)");
    call.run().memory("stashes", Stashes::new).put(call.text("name"), stash);
    return Step.soon(call, null);
  }

  private static Object unstash(Call call) throws IOException {
    Run run = call.run();
    LinkedHashMap<String, byte[]> stash = run.memory("stashes", Stashes::new).get(call.text("name"));
    if (stash == null) {
      throw new AbortException("No such saved stash ‘" + call.text("name") + "’");
    }
    for (Map.Entry<String, byte[]> f : stash.entrySet()) {
      files(call).write(files(call).resolve(call.ctx.directory, f.getKey()), f.getValue());
    }
    return Step.soon(call, null);
  }

  /** Paths of the workspace that match a pattern. */
  static List<String> matching(Call call, String includes, String excludes) throws IOException {
    return files(call).find(call.ctx.directory, includes, excludes);
  }
}

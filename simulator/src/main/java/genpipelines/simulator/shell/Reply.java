package genpipelines.simulator.shell;

import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a scenario says of a command: its output, its status, its duration, the files it makes. */
final class Reply {
  final String stdout;
  final String stderr;
  final int status;
  final long millis;
  final Map<String, Object> files;

  private Reply(Map<String, Object> json) {
    stdout = String.valueOf(json.getOrDefault("stdout", ""));
    stderr = String.valueOf(json.getOrDefault("stderr", ""));
    status = ((Number) json.getOrDefault("status", 0)).intValue();
    millis = Request.millis(json.get("seconds"), 0);
    files = Request.asMap(json.get("files"));
  }

  static Reply nothing() {
    return new Reply(Map.of());
  }

  /** The first reply that fits the command and is not used up; null when there is none. */
  static Reply find(Run run, String command) {
    List<Map<String, Object>> replies = Request.asMaps(run.request().map("shell").get("replies"));
    for (int i = 0; i < replies.size(); i++) {
      Map<String, Object> json = replies.get(i);
      Object times = json.get("times");
      boolean left = times == null || run.journal().uses("reply", i) < ((Number) times).intValue();
      if (left && fits(json, command)) {
        run.journal().use("reply", i);
        return new Reply(json);
      }
    }
    return null;
  }

  private static boolean fits(Map<String, Object> json, String command) {
    String text = command.trim();
    if (json.get("command") != null) {
      return text.equals(json.get("command").toString().trim());
    }
    if (json.get("contains") != null) {
      return text.contains(json.get("contains").toString());
    }
    return json.get("regex") != null && Pattern.compile(json.get("regex").toString(), Pattern.DOTALL).matcher(text).find();
  }
}

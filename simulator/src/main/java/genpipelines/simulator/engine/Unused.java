package genpipelines.simulator.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of a request that nothing asked for: often a typo of the scenario. */
final class Unused {
  private final Request request;
  private final Journal journal;
  private final List<Map<String, Object>> found = new ArrayList<>();

  Unused(Request request, Journal journal) {
    this.request = request;
    this.journal = journal;
  }

  List<Map<String, Object>> list() {
    each("reply", Request.asMaps(request.map("shell").get("replies")));
    each("input", request.maps("inputs"));
    each("event", request.maps("events"));
    each("http", request.maps("http"));
    request.map("steps").forEach((step, replies) -> {
      List<Map<String, Object>> list = Request.asMaps(replies);
      for (int i = 0; i < list.size(); i++) {
        add("step", "step " + step, i, step + " " + list.get(i));
      }
    });
    return found;
  }

  private void each(String kind, List<Map<String, Object>> parts) {
    for (int i = 0; i < parts.size(); i++) {
      add(kind, kind, i, String.valueOf(parts.get(i)));
    }
  }

  private void add(String kind, String key, int index, String what) {
    if (journal.uses(key, index) == 0) {
      Map<String, Object> part = new LinkedHashMap<>();
      part.put("kind", kind);
      part.put("index", index);
      part.put("what", what);
      found.add(part);
    }
  }
}

package genpipelines.simulator.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.ErrorAction.ErrorId;

/** The answer to a run, as the protocol has it. */
final class Answer {
  private final Run run;
  private final Ending ending;
  private final Journal journal;

  Answer(Run run, Ending ending) {
    this.run = run;
    this.ending = ending;
    this.journal = run.journal();
  }

  Map<String, Object> json(double wall) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("result", ending.result().toString());
    json.put("log", journal.log);
    json.put("errors", errors());
    json.put("stages", stages(-1));
    json.put("calls", journal.calls);
    json.put("notifications", journal.notifications);
    json.put("artifacts", journal.artifacts);
    json.put("tests", journal.tests);
    json.put("violations", journal.violations);
    json.put("warnings", journal.warnings);
    json.put("validation", ending.validation());
    json.put("clock", run.seconds());
    json.put("wall", Math.round(wall * 1000) / 1000.0);
    json.put("program", journal.program.millis());
    json.put("steps", run.stepCount());
    json.put("description", run.secrets().hide(run.build().description));
    json.put("displayName", run.secrets().hide(run.build().displayName));
    json.put("environment", hidden(run.build().variables));
    json.put("parameters", run.build().declared);
    json.put("job", Map.of("number", run.build().number(), "properties", run.build().properties));
    json.put("downstream", journal.downstream);
    json.put("unused", new Unused(run.request(), journal).list());
    return json;
  }

  private Map<String, String> hidden(Map<String, String> variables) {
    Map<String, String> copy = new LinkedHashMap<>();
    variables.forEach((k, v) -> copy.put(k, run.secrets().hide(v)));
    return copy;
  }

  private List<Map<String, Object>> errors() {
    List<Map<String, Object>> errors = new ArrayList<>();
    if (ending.error() != null) {
      errors.add(error(ending.error()));
      Arrays.stream(ending.error().getSuppressed()).filter(t -> !(t instanceof ErrorId)).forEach(t -> errors.add(error(t)));
    }
    return errors;
  }

  private Map<String, Object> error(Throwable t) {
    Map<String, Object> json = new LinkedHashMap<>();
    String message = t.getMessage() == null ? t.toString() : t.getMessage();
    json.put("message", run.secrets().hide(message.replaceAll("(found among steps )\\[[^\\]]*\\]", "$1[...]")));
    json.put("type", t.getClass().getName());
    json.put("at", Lines.places(Arrays.asList(t.getStackTrace())));
    for (int i = journal.calls.size() - 1; i >= 0; i--) {
      if (journal.calls.get(i).get("error") == t) {
        json.put("step", journal.calls.get(i).get("step"));
        json.put("stage", journal.calls.get(i).get("stage"));
      }
    }
    return json;
  }

  private List<Map<String, Object>> stages(int parent) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (StageNode s : journal.stages) {
      if (s.parent == parent) {
        list.add(stage(s));
      }
    }
    return list;
  }

  private Map<String, Object> stage(StageNode s) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", s.kind);
    json.put("name", s.name);
    json.put("status", s.status());
    json.put("skipped", s.skipped);
    json.put("start", s.start);
    json.put("duration", Math.max(0, (s.end < 0 ? run.seconds() : s.end) - s.start));
    json.put("branch", s.branch);
    json.put("order", s.id);
    json.put("warnings", s.warnings);
    json.put("error", s.error);
    json.put("tags", s.tags);
    json.put("children", stages(s.id));
    return json;
  }
}

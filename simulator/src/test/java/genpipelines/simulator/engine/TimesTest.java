package genpipelines.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimesTest {
  /** A command that really runs took the time from its start to its end, also when it is the only one. */
  @Test
  void realCommandsHaveDurations(@TempDir Path folder) {
    Map<String, Object> answer = Builds.run("node { sh 'sleep 0.3'; sh 'sleep 0.1' }", "shell", Map.of("mode", "real", "workspace", folder.resolve("w").toString()));
    assertEquals("SUCCESS", answer.get("result"), Builds.error(answer));
    List<Double> took = Request.asMaps(answer.get("calls")).stream().filter(c -> "sh".equals(c.get("step"))).map(c -> (Double) c.get("duration")).collect(Collectors.toList());
    assertTrue(took.get(0) >= 0.28 && took.get(1) >= 0.08 && took.get(1) < took.get(0), took.toString());
  }

  /** The program's own time is that of its Groovy, not that of its steps. */
  @Test
  void theProgramsOwnTimeLeavesOutSteps(@TempDir Path folder) {
    Map<String, Object> answer = Builds.run("node { sh 'sleep 0.3' }", "shell", Map.of("mode", "real", "workspace", folder.resolve("w").toString()));
    assertTrue((Double) answer.get("program") > 0 && (Double) answer.get("program") < (Double) answer.get("wall") - 280, answer.get("program") + " of " + answer.get("wall"));
    String loop = "int sum = 0\nfor (int i = 0; i < 20000; i++) { sum += i }\n";
    Map<String, Object> working = Builds.run(loop);
    assertTrue((Double) working.get("program") > (Double) working.get("wall") / 4, working.get("program") + " of " + working.get("wall"));
  }
}

package genpipelines.simulator.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
  /** Label expressions choose nodes by name and labels. */
  @ParameterizedTest
  @CsvSource({"linux, true", "windows, false", "linux && docker, true", "linux && !docker, false", "windows || agent-1, true",
    "(windows || linux) && docker, true", "!windows, true", "'', true"})
  void match(String expression, boolean fits) {
    assertEquals(fits, Labels.match(expression, Map.of("name", "agent-1", "labels", List.of("linux", "docker"))));
  }
}

package genpipelines.simulator.declarative.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The cells of a matrix. */
class CellsTest {
  private static final Map<String, Object> OS = Map.of("name", "OS", "values", List.of("linux", "mac", "windows"));
  private static final Map<String, Object> DB = Map.of("name", "DB", "values", List.of("pg", "my"));

  private static List<Object> names(Object excludes) {
    Map<String, Object> matrix = excludes == null ? Map.of("axes", List.of(OS, DB)) : Map.of("axes", List.of(OS, DB), "excludes", excludes);
    return Cells.of(matrix).stream().map(cell -> cell.get("name")).collect(Collectors.toList());
  }

  /** Every combination is a cell that is named after it; the first axis changes first. */
  @Test
  void everyCombinationIsACell() {
    assertEquals(6, names(null).size());
    assertEquals("Matrix - OS = 'linux', DB = 'pg'", names(null).get(0));
    assertEquals("Matrix - OS = 'mac', DB = 'pg'", names(null).get(1));
  }

  /** An exclude leaves out the cells that all its axes cover; `notValues` covers the others. */
  @Test
  void excludesLeaveOut() {
    Map<String, Object> mac = Map.of("name", "OS", "values", List.of("mac"));
    Map<String, Object> notPg = Map.of("name", "DB", "values", List.of("pg"), "inverse", true);
    assertEquals(5, names(List.of(List.of(mac, notPg))).size());
    assertEquals(4, names(List.of(List.of(mac))).size());
    assertEquals(6, names(List.of(List.of(Map.of("name", "CPU", "values", List.of("arm"))))).size());
  }
}

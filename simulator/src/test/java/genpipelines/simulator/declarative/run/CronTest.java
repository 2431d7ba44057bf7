package genpipelines.simulator.declarative.run;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Time tables of triggers. */
class CronTest {
  /** Entries with `H`, ranges, steps, lists, names, comments and a time zone can be read. */
  @Test
  void timeTablesAreRead() {
    String table = "TZ=Europe/Berlin\n# nightly\nH 3 * * *\nH/15 8-18 1,15 * 1-5\nH(0-29)/10 * * * *\n\n@daily";
    assertNull(Cron.problem(table));
  }

  /** A wrong number of fields, a value out of bounds, and what is no value are told. */
  @Test
  void mistakesAreTold() {
    for (String wrong : List.of("H H H * * * *", "* * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * JAN *", "*/0 * * * *", "a")) {
      assertNotNull(Cron.problem(wrong), wrong);
    }
    assertTrue(Cron.problem("* * * 13 *").contains("field 4"));
  }
}

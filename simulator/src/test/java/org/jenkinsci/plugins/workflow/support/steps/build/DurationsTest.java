package org.jenkinsci.plugins.workflow.support.steps.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  /** Durations read as the controller's console has them. */
  @ParameterizedTest
  @CsvSource({"1, 1 ms", "100, 0.1 sec", "250, 0.25 sec", "1000, 1 sec", "1500, 1.5 sec", "30000, 30 sec", "60000, 1 min 0 sec", "600000, 10 min",
    "5400000, 1 hr 30 min", "86400000, 1 day 0 hr", "259200000, 3 days 0 hr"})
  void text(long millis, String words) {
    assertEquals(words, Durations.text(millis));
  }
}

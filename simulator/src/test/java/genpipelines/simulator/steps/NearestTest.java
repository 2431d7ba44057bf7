package genpipelines.simulator.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> NAMES = List.of("echo", "error", "timeout", "withCredentials");

  /** A typo leads to the name that was meant; something else to none. */
  @Test
  void nearest() {
    assertEquals("echo", Nearest.to("ecko", NAMES));
    assertEquals("timeout", Nearest.to("timeOut", NAMES));
    assertEquals("withCredentials", Nearest.to("withCredential", NAMES));
    assertNull(Nearest.to("kubernetes", NAMES));
  }
}

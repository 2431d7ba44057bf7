package genpipelines.simulator.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerTest {
  private final Server server = new Server();

  private Map<?, ?> ask(String line) throws Json.Broken {
    return (Map<?, ?>) Json.parse(server.answer(line));
  }

  /** Broken JSON is answered with what is wrong and where, and the engine goes on. */
  @Test
  void brokenJson() throws Json.Broken {
    Map<?, ?> answer = ask("{\"op\": \"hello\"");
    assertEquals(false, answer.get("ok"));
    assertTrue(answer.get("problem").toString().startsWith("the line is no JSON"), answer.toString());
    assertEquals(true, ask("{\"op\": \"hello\"}").get("ok"));
  }

  /** The id of a request comes back, also with a problem. */
  @Test
  void idComesBack() throws Json.Broken {
    Map<?, ?> answer = ask("{\"op\": \"fly\", \"id\": [7]}");
    assertEquals("[7]", answer.get("id").toString());
    assertEquals("unknown op fly; known are hello, lint, load, run, resume, shutdown", answer.get("problem"));
  }

  /** A misspelt key of a run is a problem of the request. */
  @Test
  void misspeltKey() throws Json.Broken {
    assertEquals("unknown key scrypt in the request", ask("{\"op\": \"run\", \"scrypt\": \"\"}").get("problem"));
  }

  /** After shutdown the server is closed. */
  @Test
  void shutdown() throws Json.Broken {
    assertEquals(true, ask("{\"op\": \"shutdown\"}").get("ok"));
    assertFalse(server.isOpen());
  }
}

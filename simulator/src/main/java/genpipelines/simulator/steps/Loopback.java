package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import hudson.AbortException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Requests that are really sent: where commands are real, and only to this machine. */
final class Loopback {
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

  private Loopback() {
  }

  /** Whether a request to this address leaves the simulator. */
  static boolean takes(Call call, String url) {
    if (!call.run().shell().isReal()) {
      return false;
    }
    try {
      return HOSTS.contains(String.valueOf(URI.create(url).getHost()));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  /** The answer in the form of a scenario's: status, body, headers. */
  static Map<String, Object> ask(Call call, String url, String method) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
      .timeout(Duration.ofSeconds(Math.max(1, call.number("timeout", 60))))
      .method(method, HttpRequest.BodyPublishers.ofString(call.text("requestBody", ""), StandardCharsets.UTF_8));
    if (call.text("contentType", "").startsWith("APPLICATION_JSON")) {
      request.header("Content-Type", "application/json; charset=UTF-8");
    }
    for (Object header : call.list("customHeaders")) {
      Map<?, ?> one = (Map<?, ?>) header;
      request.header(String.valueOf(one.get("name")), String.valueOf(one.get("value")));
    }
    if (call.has("authentication")) {
      request.header("Authorization", basic(call, call.text("authentication")));
    }
    try {
      return shown(HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AbortException("interrupted");
    }
  }

  private static Map<String, Object> shown(HttpResponse<String> response) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", response.statusCode());
    answer.put("body", response.body());
    answer.put("headers", response.headers().map());
    return answer;
  }

  private static String basic(Call call, String id) throws AbortException {
    Map<String, Object> credential = call.run().secrets().credential(id);
    if (credential == null) {
      throw new AbortException("Authentication '" + id + "' doesn't exist anymore");
    }
    String both = credential.get("username") + ":" + credential.get("password");
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }
}

package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.server.Json;
import hudson.AbortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A real SonarQube on this machine, asked for its quality gate: by the task that the scanner has left in the workspace, as the plugin does it. */
final class Sonar {
  private static final long PATIENCE = 180_000;
  private static final int DEPTH = 4;

  private Sonar() {
  }

  /** The status of the gate; null when no scanner has handed in an analysis to a server on this machine. */
  static String status(Call call) throws Exception {
    Optional<Path> report = report(Path.of(call.run().shell().root()));
    if (report.isEmpty()) {
      return null;
    }
    Properties told = new Properties();
    try (var reader = Files.newBufferedReader(report.get(), StandardCharsets.UTF_8)) {
      told.load(reader);
    }
    String server = told.getProperty("serverUrl", "");
    if (!Loopback.takes(call, server)) {
      return null;
    }
    String token = String.valueOf(call.run().request().map("environment").getOrDefault("SONAR_AUTH_TOKEN", ""));
    Map<?, ?> task = ended(server, token, told.getProperty("ceTaskId"));
    if (!"SUCCESS".equals(task.get("status"))) {
      throw new AbortException("SonarQube analysis '" + told.getProperty("ceTaskId") + "' failed: " + task.get("errorMessage"));
    }
    Map<?, ?> answer = ask(server, token, "qualitygates/project_status?analysisId=" + task.get("analysisId"));
    return String.valueOf(((Map<?, ?>) answer.get("projectStatus")).get("status"));
  }

  private static Optional<Path> report(Path root) throws IOException {
    try (Stream<Path> files = Files.find(root, DEPTH, (path, attributes) -> path.endsWith(Path.of(".scannerwork", "report-task.txt")))) {
      return files.max(Comparator.comparingLong(Sonar::written));
    }
  }

  private static long written(Path path) {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<?, ?> ended(String server, String token, String task) throws Exception {
    long end = System.nanoTime() + PATIENCE * 1_000_000;
    while (System.nanoTime() < end) {
      Map<?, ?> told = (Map<?, ?>) ask(server, token, "ce/task?id=" + task).get("task");
      if (!"PENDING".equals(told.get("status")) && !"IN_PROGRESS".equals(told.get("status"))) {
        return told;
      }
      Thread.sleep(200);
    }
    throw new AbortException("SonarQube has not worked on the analysis " + task + " within three minutes");
  }

  private static Map<?, ?> ask(String server, String token, String path) throws Exception {
    String login = Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
    HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/api/" + path)).header("Authorization", "Basic " + login).build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      throw new AbortException("SonarQube answers " + answer.statusCode() + " to " + path);
    }
    return (Map<?, ?>) Json.parse(answer.body());
  }
}

package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import hudson.AbortException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Steps that speak to servers: httpRequest and SonarQube. */
final class Web {
  static final Map<String, Step> STEPS = Map.of(
    "httpRequest", Web::httpRequest,
    "withSonarQubeEnv", Web::sonarEnvironment,
    "waitForQualityGate", Web::qualityGate);

  private Web() {
  }

  private static Object httpRequest(Call call) throws Exception {
    Run run = call.run();
    String url = call.text("url");
    String method = call.text("httpMode", "GET");
    run.secrets().checkCommand("httpRequest", url);
    Records.of(call).put("command", method + " " + run.secrets().hide(url));
    if (!call.flag("quiet", false)) {
      call.println("HttpMethod: " + method);
      call.println("URL: " + url);
    }
    Map<String, Object> answer = answer(run, url, method);
    if (answer == null && Loopback.takes(call, url)) {
      answer = Loopback.ask(call, url, method);
    }
    if (answer == null) {
      run.violation("http", "the scenario does not answer " + method + " " + url, call.line);
      throw new AbortException("Fail: no answer from " + url);
    }
    Map<String, Object> given = answer;
    run.after(Request.millis(given.get("seconds"), 0), r -> ended(call, given));
    return Step.LATER;
  }

  private static Map<String, Object> answer(Run run, String url, String method) {
    List<Map<String, Object>> answers = run.request().maps("http");
    for (int i = 0; i < answers.size(); i++) {
      Map<String, Object> a = answers.get(i);
      boolean left = a.get("times") == null || run.journal().uses("http", i) < ((Number) a.get("times")).intValue();
      boolean place = a.get("url") != null ? url.equals(a.get("url"))
        : a.get("regex") != null && Pattern.compile(a.get("regex").toString()).matcher(url).find();
      if (left && place && (a.get("method") == null || method.equals(a.get("method")))) {
        run.journal().use("http", i);
        return a;
      }
    }
    return null;
  }

  private static void ended(Call call, Map<String, Object> answer) {
    if (call.isDone()) {
      return;
    }
    int status = ((Number) answer.getOrDefault("status", 200)).intValue();
    Records.of(call).put("status", status);
    if (!call.flag("quiet", false)) {
      call.println("Response Code: HTTP/1.1 " + status);
    }
    if (!isValid(call.text("validResponseCodes", "100:399"), status)) {
      call.failure(new AbortException("Fail: Status code " + status + " is not in the accepted range: " + call.text("validResponseCodes", "100:399")));
      return;
    }
    call.success(new Response(status, String.valueOf(answer.getOrDefault("body", "")), headers(answer)));
  }

  /** Header fields with a list of values each, as the plugin has them. */
  private static Map<String, List<String>> headers(Map<String, Object> answer) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    Request.asMap(answer.get("headers")).forEach((name, value) ->
      headers.put(name, value instanceof List ? new ArrayList<>(Request.asTexts(value)) : new ArrayList<>(List.of(String.valueOf(value)))));
    return headers;
  }

  private static boolean isValid(String ranges, int status) {
    for (String range : ranges.split(",")) {
      String[] ends = range.trim().split(":");
      int low = Integer.parseInt(ends[0].trim());
      if (status >= low && status <= Integer.parseInt(ends[ends.length - 1].trim())) {
        return true;
      }
    }
    return false;
  }

  /** An answer as the plugin gives it. */
  public static final class Response implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String content;
    private final Map<String, List<String>> headers;

    Response(int status, String content, Map<String, List<String>> headers) {
      this.status = status;
      this.content = content;
      this.headers = headers;
    }

    public int getStatus() {
      return status;
    }

    public String getContent() {
      return content;
    }

    public Map<String, List<String>> getHeaders() {
      return headers;
    }
  }

  /** The controller's server: a stand-in, unless the environment of the request names another one with its token. */
  private static Object sonarEnvironment(Call call) {
    Map<String, Object> given = call.run().request().map("environment");
    String token = String.valueOf(given.getOrDefault("SONAR_AUTH_TOKEN", "sentinel-sonar-token"));
    call.run().memory("sonar", HashMap::new).put("analysis", "yes");
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("SONAR_HOST_URL", String.valueOf(given.getOrDefault("SONAR_HOST_URL", "https://sonarqube.example.com")));
    environment.put("SONAR_CONFIG_NAME", call.text("installationName", "sonarqube"));
    environment.put("SONAR_AUTH_TOKEN", token);
    call.println("Injecting SonarQube environment variables using the configuration: " + call.text("installationName", "sonarqube"));
    return Steps.passThrough(call, call.ctx.withEnvironment(environment).withSecrets(Map.of("SONAR_AUTH_TOKEN", token)));
  }

  private static Object qualityGate(Call call) throws Exception {
    HashMap<String, String> sonar = call.run().memory("sonar", HashMap::new);
    if (sonar.isEmpty()) {
      throw new IllegalStateException("No previous SonarQube analysis found on this pipeline execution."
        + " Please ensure to include the 'withSonarQubeEnv' step or fully configure the SonarQube URL and credentials.");
    }
    call.println("Checking status of SonarQube task");
    Map<String, Object> reply = Answered.reply(call);
    if (reply == null && call.run().shell().isReal()) {
      String real = Sonar.status(call);
      if (real != null) {
        call.run().after(0, run -> judged(call, real));
        return Step.LATER;
      }
    }
    Object given = reply == null || reply.get("returns") == null ? Map.of("status", "OK") : reply.get("returns");
    String status = given instanceof Map ? String.valueOf(((Map<?, ?>) given).get("status")) : String.valueOf(given);
    call.run().after(Request.millis(reply == null ? null : reply.get("seconds"), 0), run -> judged(call, status));
    return Step.LATER;
  }

  private static void judged(Call call, String status) {
    if (call.isDone()) {
      return;
    }
    call.println("SonarQube task completed. Quality gate is '" + status + "'");
    if (call.flag("abortPipeline", false) && !status.equals("OK")) {
      call.failure(new AbortException("Pipeline aborted due to quality gate failure: " + status));
    } else {
      call.success(new Gate(status));
    }
  }

  /** The verdict of a quality gate. */
  public static final class Gate implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String status;

    Gate(String status) {
      this.status = status;
    }

    public String getStatus() {
      return status;
    }
  }
}

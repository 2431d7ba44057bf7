package genpipelines.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static Map<String, Object> run(String body, Map<String, Object> more) {
    Map<String, Object> credential = new LinkedHashMap<>(Map.of("id", "token", "kind", "secret-text"));
    credential.putAll(more);
    return Builds.run("node { withCredentials([string(credentialsId: 'token', variable: 'T')]) { " + body + " } }", "credentials", List.of(credential));
  }

  /** A command that lets the shell read the variable is in order. */
  @Test
  void variableOfTheShellIsFine() {
    Map<String, Object> answer = run("sh 'curl -H \"$T\" x'", Map.of());
    assertEquals("SUCCESS", answer.get("result"));
    assertEquals(List.of(), answer.get("violations"));
  }

  /** A secret that Groovy puts into a command fails the build and is shown nowhere. */
  @Test
  void secretInCommandFails() {
    Map<String, Object> answer = run("sh \"curl $T\"", Map.of());
    assertEquals("FAILURE", answer.get("result"));
    assertTrue(Builds.violations(answer, "secret").get(0).contains("token is in the command line of sh"));
    assertFalse(answer.toString().contains("sentinel-token"));
  }

  /** A secret that leaves its block by a variable of the build fails it. */
  @Test
  void secretInWrongScopeFails() {
    Map<String, Object> answer = run("env.KEEP = T } ; withEnv([]) { sh 'x'", Map.of());
    assertTrue(Builds.violations(answer, "secret").stream().anyMatch(m -> m.contains("variable KEEP of sh")), answer.toString());
  }

  /** A secret in an archived file fails the build. */
  @Test
  void secretInArchiveFails() {
    Map<String, Object> answer = run("writeFile file: 'a.txt', text: T; archiveArtifacts 'a.txt'", Map.of());
    assertTrue(Builds.violations(answer, "secret").stream().anyMatch(m -> m.contains("file a.txt of archiveArtifacts")));
  }

  /** A disguise does not help: reversed or in Base64 the secret is still noticed. */
  @Test
  void disguisedSecretIsNoticed() {
    assertFalse(Builds.violations(run("echo T.reverse()", Map.of()), "secret").isEmpty());
  }

  /** Inside the block the value is masked, also quoted and in Base64; outside it is not, as in Jenkins. */
  @Test
  void maskingFollowsTheBlock() {
    Map<String, Object> given = Map.of("secret", "it's $secret");
    assertEquals(List.of("**** ****"), Builds.lines(run("echo \"> ${T} ${T}\"", given)));
    assertEquals(List.of("****"), Builds.lines(run("echo '> it\\'\\\\\\'\\'s $secret'", given)));
    assertEquals(List.of("it's $secret"), Builds.lines(run("} ; withEnv([]) { echo '> it\\'s $secret'", given)));
  }
}

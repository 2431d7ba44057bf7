package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Ctx;
import genpipelines.simulator.engine.Run;
import hudson.AbortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;

/** Blocks that bind credentials: withCredentials, sshagent, withAWS. */
final class Bindings {
  static final Map<String, Step> STEPS = Map.of(
    "withCredentials", Bindings::withCredentials,
    "sshagent", Bindings::sshAgent,
    "withAWS", Bindings::withAws);

  private Bindings() {
  }

  /** Variables of a binding: all of them, and which are secret. */
  private static final class Bound {
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();

    void open(String name, Object value) {
      if (name != null) {
        variables.put(name, String.valueOf(value));
      }
    }

    void secret(String name, Object value) {
      if (name != null) {
        variables.put(name, String.valueOf(value));
        secrets.put(name, String.valueOf(value));
      }
    }
  }

  private static Object withCredentials(Call call) throws Exception {
    Bound bound = new Bound();
    for (Object binding : call.list("bindings")) {
      bind(call, Symbols.read(binding), bound);
    }
    return begin(call, bound);
  }

  private static Object begin(Call call, Bound bound) {
    if (!bound.secrets.isEmpty()) {
      StringBuilder names = new StringBuilder();
      bound.secrets.keySet().forEach(n -> names.append(names.length() == 0 ? "$" : " or $").append(n));
      call.println("Masking supported pattern matches of " + names);
    }
    Ctx inner = call.ctx.withEnvironment(bound.variables).withSecrets(bound.secrets);
    return Steps.passThrough(call, inner);
  }

  private static Map<String, Object> credential(Call call, Object id, String... kinds) throws AbortException {
    Map<String, Object> c = call.run().secrets().credential(String.valueOf(id));
    if (c == null) {
      throw new AbortException("Could not find credentials entry with ID '" + id + "'");
    }
    if (!List.of(kinds).contains(c.get("kind"))) {
      throw new AbortException("Credentials '" + id + "' is of type '" + c.get("kind") + "' where '" + kinds[0] + "' was expected");
    }
    return c;
  }

  private static void bind(Call call, UninstantiatedDescribable d, Bound bound) throws Exception {
    Map<String, Object> a = d.getArguments();
    Object id = a.get("credentialsId");
    String variable = text(a.get("variable"));
    switch (d.getSymbol()) {
      case "string": case "StringBinding":
        bound.secret(variable, credential(call, id, "secret-text").get("secret"));
        break;
      case "usernamePassword": case "UsernamePasswordMultiBinding":
        userPassword(credential(call, id, "username-password"), text(a.get("usernameVariable")), text(a.get("passwordVariable")), bound);
        break;
      case "usernameColonPassword": case "UsernamePasswordBinding":
        Map<String, Object> both = credential(call, id, "username-password");
        bound.secret(variable, both.get("username") + ":" + both.get("password"));
        break;
      case "gitUsernamePassword":
        userPassword(credential(call, id, "username-password"), "GIT_USERNAME", "GIT_PASSWORD", bound);
        break;
      case "file": case "FileBinding": case "kubeconfigFile": case "zip":
        bound.secret(variable, file(call, credential(call, id, "file")));
        break;
      case "sshUserPrivateKey": case "SSHUserPrivateKeyBinding":
        ssh(call, a, credential(call, id, "ssh"), bound);
        break;
      case "aws": case "AmazonWebServicesCredentialsBinding":
        Map<String, Object> aws = credential(call, id, "aws");
        bound.secret(text(a.getOrDefault("accessKeyVariable", "AWS_ACCESS_KEY_ID")), aws.get("accessKey"));
        bound.secret(text(a.getOrDefault("secretKeyVariable", "AWS_SECRET_ACCESS_KEY")), aws.get("secretKey"));
        break;
      case "certificate": case "CertificateMultiBinding":
        Map<String, Object> certificate = credential(call, id, "certificate");
        bound.secret(text(a.get("keystoreVariable")), file(call, certificate));
        bound.secret(text(a.get("passwordVariable")), certificate.get("password"));
        bound.open(text(a.get("aliasVariable")), certificate.get("alias"));
        break;
      default:
        throw new IllegalArgumentException("no known implementation of class org.jenkinsci.plugins.credentialsbinding.MultiBinding is named "
          + d.getSymbol());
    }
  }

  private static void userPassword(Map<String, Object> c, String user, String password, Bound bound) {
    if (Boolean.TRUE.equals(c.get("usernameSecret"))) {
      bound.secret(user, c.get("username"));
    } else {
      bound.open(user, c.get("username"));
    }
    bound.secret(password, c.get("password"));
  }

  private static void ssh(Call call, Map<String, Object> a, Map<String, Object> c, Bound bound) throws Exception {
    bound.secret(text(a.get("keyFileVariable")), file(call, c));
    bound.secret(text(a.get("passphraseVariable")), c.get("passphrase"));
    bound.open(text(a.get("usernameVariable")), c.get("username"));
  }

  /** A file with the secret, beside the workspace, as the plugin makes it. */
  private static String file(Call call, Map<String, Object> c) throws IOException, MissingContextVariableException {
    if (call.ctx.agent == null) {
      throw new MissingContextVariableException("hudson.FilePath", call.name, "node");
    }
    String name = String.valueOf(c.getOrDefault("filename", "ssh-key-" + c.get("id")));
    Run run = call.run();
    String path = call.ctx.agent.workspace + "@tmp/secretFiles/" + call.id + "/" + name;
    Object content = c.containsKey("content") ? c.get("content") : c.get("key");
    run.shell().files(call.ctx.agent).write(path, String.valueOf(content).getBytes(StandardCharsets.UTF_8));
    return path;
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  private static Object sshAgent(Call call) throws Exception {
    for (Object id : call.list("credentials")) {
      credential(call, id, "ssh");
      call.println("[ssh-agent] Using credentials " + id);
    }
    call.println("[ssh-agent] Started.");
    return Steps.passThrough(call, call.ctx.withEnvironment(Map.of("SSH_AUTH_SOCK", call.ctx.directory + "@tmp/agent.sock")));
  }

  private static Object withAws(Call call) throws Exception {
    Bound bound = new Bound();
    if (call.has("credentials")) {
      Map<String, Object> c = credential(call, call.args.get("credentials"), "aws", "username-password");
      boolean aws = c.get("kind").equals("aws");
      bound.secret("AWS_ACCESS_KEY_ID", c.get(aws ? "accessKey" : "username"));
      bound.secret("AWS_SECRET_ACCESS_KEY", c.get(aws ? "secretKey" : "password"));
    }
    if (call.has("region")) {
      bound.open("AWS_REGION", call.text("region"));
      bound.open("AWS_DEFAULT_REGION", call.text("region"));
    }
    if (call.has("role")) {
      bound.open("AWS_ROLE", call.text("role"));
    }
    return begin(call, bound);
  }
}

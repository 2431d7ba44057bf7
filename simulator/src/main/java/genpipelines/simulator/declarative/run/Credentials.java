package genpipelines.simulator.declarative.run;

import genpipelines.simulator.engine.Run;
import hudson.AbortException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** What {@code credentials(id)} in an environment binds, by the kind of the credential. */
public final class Credentials {
  private Credentials() {}

  /**
   * The bindings for {@code withCredentials}: the variable itself, and with the endings {@code _USR} and {@code _PSW} the parts.
   *
   * @throws AbortException when there is no such credential, or its kind has no form for an environment
   */
  public static List<UninstantiatedDescribable> bindings(Map<String, String> ids) throws AbortException {
    List<UninstantiatedDescribable> bindings = new ArrayList<>();
    for (Map.Entry<String, String> entry : ids.entrySet()) {
      bind(bindings, entry.getKey(), entry.getValue());
    }
    return bindings;
  }

  private static void bind(List<UninstantiatedDescribable> bindings, String variable, String id) throws AbortException {
    switch (kind(id)) {
      case "secret-text":
        bindings.add(binding("string", id, "variable", variable));
        break;
      case "username-password":
        bindings.add(binding("usernameColonPassword", id, "variable", variable));
        bindings.add(binding("usernamePassword", id, "usernameVariable", variable + "_USR", "passwordVariable", variable + "_PSW"));
        break;
      case "file":
        bindings.add(binding("file", id, "variable", variable));
        break;
      case "ssh":
        bindings.add(binding("sshUserPrivateKey", id, "keyFileVariable", variable, "usernameVariable", variable + "_USR",
            "passphraseVariable", variable + "_PSW"));
        break;
      default:
        throw new AbortException("No suitable binding handler could be found for the type of the credential '" + id + "'");
    }
  }

  private static String kind(String id) throws AbortException {
    for (Map<String, Object> credential : Run.current().request().maps("credentials")) {
      if (id.equals(credential.get("id"))) {
        return String.valueOf(credential.get("kind"));
      }
    }
    throw new AbortException("Could not find credentials entry with ID '" + id + "'");
  }

  private static UninstantiatedDescribable binding(String symbol, String id, String... names) {
    Map<String, Object> binding = new LinkedHashMap<>();
    binding.put("credentialsId", id);
    for (int index = 0; index < names.length; index += 2) {
      binding.put(names[index], names[index + 1]);
    }
    return new UninstantiatedDescribable(symbol, binding);
  }
}

package genpipelines.simulator.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kinds of credentials, the values they hold, and the sentinels that stand for values that were not given. */
public final class Credential {
  private static final Map<String, List<String>> FIELDS = Map.of(
    "secret-text", List.of("secret"),
    "username-password", List.of("username", "password"),
    "file", List.of("filename", "content"),
    "ssh", List.of("username", "key", "passphrase"),
    "certificate", List.of("alias", "content", "password"),
    "aws", List.of("accessKey", "secretKey"));
  private static final Set<String> OPEN = Set.of("username", "filename", "alias", "accessKey");

  private Credential() {
  }

  /** @throws IllegalArgumentException when the kind is unknown or the id is missing */
  static void complete(Map<String, Object> credential) {
    List<String> fields = FIELDS.get(String.valueOf(credential.get("kind")));
    if (fields == null) {
      throw new IllegalArgumentException("credential " + credential.get("id") + " has the unknown kind " + credential.get("kind")
        + "; known are " + String.join(", ", FIELDS.keySet().stream().sorted().toArray(String[]::new)));
    }
    if (credential.get("id") == null) {
      throw new IllegalArgumentException("a credential has no id");
    }
    for (String field : fields) {
      credential.putIfAbsent(field, OPEN.contains(field) ? credential.get("id") + "-" + field
        : "sentinel-" + credential.get("id") + "-" + field);
    }
  }

  /** The secret values that the engine made up. */
  static List<String> sentinels(Map<String, Object> credential) {
    List<String> values = new ArrayList<>(secrets(credential));
    values.removeIf(v -> !v.startsWith("sentinel-"));
    return values;
  }

  /** The values that must not be seen. */
  static List<String> secrets(Map<String, Object> credential) {
    List<String> values = new ArrayList<>();
    for (String field : FIELDS.get(String.valueOf(credential.get("kind")))) {
      boolean open = OPEN.contains(field) && !("username".equals(field) && Boolean.TRUE.equals(credential.get("usernameSecret")));
      if (!open) {
        values.add(String.valueOf(credential.get(field)));
      }
    }
    return values;
  }
}

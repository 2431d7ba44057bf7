package genpipelines.simulator.engine;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Secrets of a build: masks them as Jenkins does, and notices where they turn up in clear. */
public final class Secrets implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String MASK = "****";

  private final Map<String, Map<String, Object>> credentials = new LinkedHashMap<>();
  private final LinkedHashSet<String> hidden = new LinkedHashSet<>();
  /** Sentinels, by the credential they belong to: values that were given by the scenario are only masked. */
  private final Map<String, String> watched = new LinkedHashMap<>();

  Secrets(Request request) {
    for (Map<String, Object> c : request.maps("credentials")) {
      Credential.complete(c);
      credentials.put(String.valueOf(c.get("id")), c);
      Credential.secrets(c).forEach(value -> hidden.add(value));
      Credential.sentinels(c).forEach(value -> watched.put(value, String.valueOf(c.get("id"))));
    }
  }

  public Map<String, Object> credential(String id) {
    return credentials.get(id);
  }

  public Collection<String> ids() {
    return credentials.keySet();
  }

  /** Text as the console shows it inside the blocks of the context. */
  public String mask(Ctx ctx, String text) {
    return replace(text, ctx.masked);
  }

  /** Text with every secret of the build hidden, for reports. */
  public String hide(String text) {
    return text == null ? null : replace(text, hidden);
  }

  private static String replace(String text, Collection<String> secrets) {
    if (secrets.isEmpty()) {
      return text;
    }
    List<String> forms = new ArrayList<>();
    secrets.forEach(s -> forms.addAll(forms(s)));
    forms.sort((a, b) -> b.length() - a.length());
    String masked = text;
    for (String form : forms) {
      masked = masked.replace(form, MASK);
    }
    return masked;
  }

  /** Shapes of a secret that the masking knows: itself, its lines, quoted for shells, in Base64. */
  static Set<String> forms(String secret) {
    Set<String> forms = new LinkedHashSet<>();
    for (String s : secret.split("\n")) {
      if (s.trim().length() >= 3) {
        forms.add(s);
        forms.add(s.replace("'", "'\\''"));
        forms.add(s.replace("'", "'\"'\"'"));
        forms.add(s.replace("\\", "\\\\").replace("\"", "\\\""));
      }
    }
    if (secret.trim().length() >= 3) {
      forms.add(base64(secret));
      forms.add(base64(secret).replaceAll("=+$", ""));
    }
    return forms;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The credential whose secret is in the text, in clear or in a form that only hides it; null when there is none. */
  public String find(String text) {
    if (text == null) {
      return null;
    }
    for (Map.Entry<String, String> w : watched.entrySet()) {
      if (text.contains(w.getKey()) || text.contains(base64(w.getKey()))
        || text.contains(URLEncoder.encode(w.getKey(), StandardCharsets.UTF_8))
        || text.contains(new StringBuilder(w.getKey()).reverse())) {
        return w.getValue();
      }
    }
    return null;
  }

  /** Notices a secret that is about to be printed in clear. */
  void checkLine(String line, Ctx ctx) {
    String id = watched.isEmpty() ? null : find(line);
    if (id != null) {
      Run run = Run.current();
      run.violation("secret", "the secret of credential " + id + " is printed to the console", run.line());
    }
  }

  /** Notices a secret in the text of a command: it would be in the process list and in the stored arguments. */
  public void checkCommand(String step, String command) {
    String id = find(command);
    if (id != null) {
      Run run = Run.current();
      run.violation("secret", "the secret of credential " + id + " is in the command line of " + step
        + "; use single quotes and let the shell read the variable", run.line());
    }
  }

  /** Notices a secret in a variable that no block with the credential has set. */
  public void checkEnvironment(String step, Map<String, String> environment, Ctx ctx) {
    for (Map.Entry<String, String> v : environment.entrySet()) {
      String id = ctx.secrets.containsValue(v.getValue()) ? null : find(v.getValue());
      if (id != null && ctx.secrets.values().stream().noneMatch(s -> v.getValue().contains(s))) {
        Run run = Run.current();
        run.violation("secret", "the secret of credential " + id + " is in the variable " + v.getKey() + " of " + step
          + ", outside the block that binds it", run.line());
      }
    }
  }

  /** Notices a secret in a file that leaves the build. */
  public void checkFile(String step, String path, String content) {
    String id = find(content);
    if (id != null) {
      Run run = Run.current();
      run.violation("secret", "the secret of credential " + id + " is in the file " + path + " of " + step, run.line());
    }
  }
}

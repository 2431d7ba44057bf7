package genpipelines.simulator.steps;

import genpipelines.simulator.engine.Call;
import genpipelines.simulator.engine.Run;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps that tell people something. */
final class Messages {
  static final Map<String, Step> STEPS = Map.of(
    "slackSend", Messages::slack,
    "mail", Messages::mail,
    "emailext", Messages::mailExtended,
    "office365ConnectorSend", Messages::teams,
    "jiraComment", Messages::jira);

  private Messages() {
  }

  /** Notes a message for the answer, secrets hidden. */
  static void note(Call call, String to, String subject, String text, String color) {
    Run run = call.run();
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("step", call.name);
    note.put("to", run.secrets().hide(to));
    note.put("subject", run.secrets().hide(subject));
    note.put("text", run.secrets().hide(text));
    note.put("color", color);
    note.put("args", Records.shown(run, call.args));
    note.put("time", run.seconds());
    note.put("stage", run.journal().path(call.ctx.stage));
    run.journal().notifications.add(note);
    run.secrets().checkCommand(call.name, String.valueOf(call.args.values()));
  }

  private static Object slack(Call call) throws Exception {
    note(call, call.text("channel", "(default channel)"), null, call.text("message", String.valueOf(call.args.get("blocks"))), call.text("color"));
    call.println("Slack Send Pipeline step running, values are - channel: " + call.text("channel", "<empty>")
      + ", color: " + call.text("color", "<empty>"));
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("channelId", call.text("channel", ""));
    response.put("threadId", String.format("%d.%06d", call.run().now() / 1000, call.id));
    response.put("ts", response.get("threadId"));
    return Answered.INSTANCE.answer(call, response, 0);
  }

  private static Object mail(Call call) throws Exception {
    note(call, call.text("to", ""), call.text("subject"), call.text("body"), null);
    return Answered.INSTANCE.answer(call, null, 0);
  }

  /** Where commands are real and the controller has a mail server (SMTP_HOST, SMTP_PORT), the mail is sent. As the plugin does, a problem is only told. */
  private static Object mailExtended(Call call) throws Exception {
    Map<String, Object> controller = call.run().request().map("environment");
    if (call.run().shell().isReal() && controller.get("SMTP_HOST") != null) {
      String from = call.text("from", "jenkins@example.com");
      List<String> to = Arrays.asList(call.text("to", "").split("[,\\s]+"));
      String log = call.flag("attachLog", false) ? String.join("\n", call.run().journal().log) : null;
      call.println("Sending email to: " + String.join(" ", to));
      try {
        String content = Smtp.content(from, to, call.text("subject"), call.text("mimeType", "text/plain"), call.text("body"), log);
        Smtp.send(controller.get("SMTP_HOST").toString(), Integer.parseInt(controller.get("SMTP_PORT").toString()), from, to, content);
      } catch (IOException problem) {
        call.println("Failed sending e-mail: " + problem.getMessage());
      }
    }
    return mail(call);
  }

  private static Object teams(Call call) throws Exception {
    note(call, call.text("webhookUrl"), call.text("status"), call.text("message"), call.text("color"));
    return Answered.INSTANCE.answer(call, null, 0);
  }

  private static Object jira(Call call) throws Exception {
    note(call, call.text("issueKey"), null, call.text("body"), null);
    return Answered.INSTANCE.answer(call, null, 0);
  }
}

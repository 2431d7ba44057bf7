package genpipelines.simulator.steps;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A mail that is really handed to a server: enough of SMTP and MIME for what emailext sends. */
final class Smtp {
  private static final int PATIENCE = 20_000;
  private static final String BOUNDARY = "=_gen-pipelines";

  private Smtp() {
  }

  /** Throws what the server says when it takes no mail. */
  static void send(String host, int port, String from, List<String> to, String content) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE);
      socket.setSoTimeout(PATIENCE);
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      OutputStream out = socket.getOutputStream();
      expect(in, '2');
      say(in, out, "EHLO jenkins.example.com", '2');
      say(in, out, "MAIL FROM:<" + from + ">", '2');
      for (String one : to) {
        say(in, out, "RCPT TO:<" + one + ">", '2');
      }
      say(in, out, "DATA", '3');
      say(in, out, content.replace("\r\n.", "\r\n..") + "\r\n.", '2');
      say(in, out, "QUIT", '2');
    }
  }

  private static void say(BufferedReader in, OutputStream out, String line, char wanted) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    expect(in, wanted);
  }

  private static void expect(BufferedReader in, char wanted) throws IOException {
    String line = in.readLine();
    while (line != null && line.length() > 3 && line.charAt(3) == '-') {
      line = in.readLine();
    }
    if (line == null || line.charAt(0) != wanted) {
      throw new IOException(line == null ? "the mail server hung up" : line);
    }
  }

  /** A mail of a text and, where there is one, the log as `build.zip`. */
  static String content(String from, List<String> to, String subject, String type, String text, String log) throws IOException {
    StringBuilder mail = new StringBuilder("From: " + from + "\r\nTo: " + String.join(", ", to) + "\r\nSubject: " + word(subject)
      + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"" + BOUNDARY + "\"\r\n");
    part(mail, type + "; charset=UTF-8", "", text.getBytes(StandardCharsets.UTF_8));
    if (log != null) {
      part(mail, "application/zip", "Content-Disposition: attachment; filename=\"build.zip\"\r\n", zipped(log));
    }
    return mail.append("\r\n--").append(BOUNDARY).append("--").toString();
  }

  private static void part(StringBuilder mail, String type, String more, byte[] bytes) {
    mail.append("\r\n--").append(BOUNDARY).append("\r\nContent-Type: ").append(type).append("\r\n").append(more)
      .append("Content-Transfer-Encoding: base64\r\n\r\n").append(Base64.getMimeEncoder().encodeToString(bytes));
  }

  private static String word(String text) {
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
  }

  private static byte[] zipped(String log) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("build.log"));
      zip.write(log.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}

package genpipelines.simulator.server;

import groovy.json.JsonException;
import groovy.json.JsonOutput;
import groovy.json.JsonParserType;
import groovy.json.JsonSlurper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON in and out: plain maps and lists in the order of the text. */
public final class Json {
  private static final Pattern POSITION = Pattern.compile("(?:index number|character number|column number) (\\d+)");

  private Json() {
  }

  /** Text that is no JSON. */
  public static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;
    /** Characters before the mistake. */
    public final int position;

    Broken(String message, int position) {
      super(message);
      this.position = position;
    }
  }

  /** @throws Broken when the text is no JSON */
  public static Object parse(String text) throws Broken {
    try {
      return plain(new JsonSlurper().setType(JsonParserType.CHAR_BUFFER).parseText(text));
    } catch (JsonException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      String message = String.valueOf(e.getMessage());
      Matcher m = POSITION.matcher(message);
      throw new Broken("no JSON: " + message.split("\n")[0].trim(), m.find() ? Integer.parseInt(m.group(1)) : 0);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Map) {
      Map<String, Object> map = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((k, v) -> map.put(String.valueOf(k), plain(v)));
      return map;
    }
    if (value instanceof List) {
      List<Object> list = new ArrayList<>();
      ((List<?>) value).forEach(v -> list.add(plain(v)));
      return list;
    }
    return value;
  }

  public static String write(Object value) {
    return JsonOutput.toJson(value);
  }
}

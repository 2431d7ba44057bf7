package genpipelines.simulator.gates;

import groovy.json.JsonOutput;
import java.util.LinkedHashMap;
import java.util.Map;

/** Something a check found in a file; lines and columns count from 1. */
final class Found {
    final String file;
    final int line;
    final int column;
    final String rule;
    final String message;

    Found(String file, int line, int column, String rule, String message) {
        this.file = file;
        this.line = line;
        this.column = column;
        this.rule = rule;
        this.message = message;
    }

    /** One line of JSON. */
    String asJson() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("file", file);
        data.put("line", Math.max(line, 1));
        data.put("column", Math.max(column, 1));
        data.put("rule", rule);
        data.put("message", message);
        return JsonOutput.toJson(data);
    }
}

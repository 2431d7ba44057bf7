package org.jenkinsci.plugins.workflow.support.steps.build;

import genpipelines.simulator.engine.Request;
import genpipelines.simulator.engine.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The changes of a build, as `changeSets` has them: maps with the names that the real objects have as properties. */
final class Changes {
    private Changes() {
    }

    static List<Object> of(Run run) {
        Map<String, Object> scm = run.request().map("scm");
        List<String> files = Request.asTexts(scm.get("changed"));
        List<String> messages = Request.asTexts(scm.get("messages"));
        if (files.isEmpty() && messages.isEmpty()) {
            return new ArrayList<>();
        }
        List<Object> entries = new ArrayList<>();
        for (int i = 0; i < Math.max(1, messages.size()); i++) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("commitId", scm.get("commit"));
            entry.put("msg", messages.isEmpty() ? "" : messages.get(i));
            entry.put("author", Map.of("fullName", String.valueOf(scm.getOrDefault("author", "someone"))));
            entry.put("affectedPaths", new ArrayList<>(files));
            entry.put("affectedFiles", paths(files));
            entries.add(entry);
        }
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("kind", "git");
        set.put("items", entries);
        return new ArrayList<>(List.of(set));
    }

    private static List<Object> paths(List<String> files) {
        List<Object> list = new ArrayList<>();
        files.forEach(f -> list.add(new LinkedHashMap<>(Map.of("path", f))));
        return list;
    }
}

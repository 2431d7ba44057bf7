package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** A summary as a comment on the Jira issues that the commits of a build name. */
class JiraComment implements Serializable {
    private static final long serialVersionUID = 1L
    private static final int MOST = 20
    private static final int LONGEST = 20000

    /** Keys such as `SHOP-7` in the messages of the commits and the name of the branch, each once, 20 at most. */
    @NonCPS
    static List<String> issues(Map told) {
        List<String> found = []
        List<String> texts = []
        texts.addAll(told.all)
        texts.add(told.branch)
        for (String text : texts) {
            for (String word : Message.cut(text, LONGEST).split(/[^A-Za-z0-9_-]+/)) {
                if (word ==~ /[A-Z][A-Z0-9_]{1,30}-[1-9][0-9]{0,9}/ && !found.contains(word) && found.size() < MOST) {
                    found.add(word)
                }
            }
        }
        return found
    }

    /** Jira's own markup (API version 2); what it gives a meaning is escaped. */
    @NonCPS
    static Map payload(Map told) {
        List<String> lines = ["*${escaped(Message.title(told))}*".toString()]
        for (Map.Entry fact : Message.facts(told).entrySet()) {
            lines.add("* ${fact.key}: ${escaped(fact.value)}".toString())
        }
        lines.add("[Build|${told.url}] · [Console|${told.console}] · [Changes|${told.changes}]".toString())
        return [body: lines.join('\n')]
    }

    @NonCPS
    private static String escaped(String text) {
        return text.replaceAll(/[\r\n]+/, ' ').replaceAll(/([\\{}\[\]|*_?+^~!#@-])/, '\\\\$1')
    }
}

package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** A summary as a mail in HTML. Styles stand in the tags, as readers of mail want it. */
class Page implements Serializable {
    private static final long serialVersionUID = 1L
    private static final String CELL = 'padding:4px 12px 4px 0;vertical-align:top'

    @NonCPS
    static String html(Map told) {
        String rows = ''
        for (Map.Entry fact : Message.facts(told).entrySet()) {
            rows += "<tr><td style=\"${CELL};color:#666666\">${escaped(fact.key)}</td><td style=\"${CELL}\">${escaped(fact.value)}</td></tr>\n"
        }
        return '<html><body style="font-family:sans-serif;font-size:14px">\n' +
            "<h2 style=\"color:${Message.colour(told)}\">${escaped(Message.title(told))}</h2>\n<table>\n${rows}</table>\n" +
            "<p>${link('Build', told.url)} · ${link('Console', told.console)} · ${link('Changes', told.changes)}</p>\n</body></html>\n"
    }

    @NonCPS
    private static String link(String text, String url) {
        return "<a href=\"${escaped(url)}\">${text}</a>"
    }

    /** A dollar sign too: the plugin would put its own variables in place of `$NAME` and `${NAME}`. */
    @NonCPS
    static String escaped(String text) {
        return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;').replace("'", '&#39;').replace('$', '&#36;')
    }
}

package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** A summary as Slack's chat.postMessage takes it. Texts of others are escaped, so that they can neither mention anybody nor make links. */
class SlackMessage implements Serializable {
    private static final long serialVersionUID = 1L
    private static final int FIELDS = 10

    /** @param thread time stamp of the first message of the build; null for the first one */
    @NonCPS
    static Map payload(Map told, String channel, String mention, String thread) {
        String title = Message.title(told)
        String called = mention && told.main && told.result == 'failure' ? called(mention) + ' ' : ''
        List<Map> fields = []
        for (Map.Entry fact : Message.facts(told).entrySet()) {
            fields.add([type: 'mrkdwn', text: "*${fact.key}*\n${escaped(fact.value, 1800)}".toString()])
        }
        List<Map> blocks = []
        for (int i = 0; i < fields.size(); i += FIELDS) {
            blocks.add([type: 'section', fields: fields.subList(i, Math.min(fields.size(), i + FIELDS)).toList()])
        }
        String links = "<${link(told.url)}|Build> · <${link(told.console)}|Console> · <${link(told.changes)}|Changes>"
        blocks.add([type: 'context', elements: [[type: 'mrkdwn', text: links]]])
        Map payload = [
            channel: channel, text: called + escaped(title, 600), unfurl_links: false,
            attachments: [[color: Message.colour(told), fallback: escaped(title, 600), blocks: blocks]],
        ]
        return thread ? payload + [thread_ts: thread] : payload
    }

    /** `&`, `<` and `>` are all that Slack gives a meaning; the result is cut only between characters. */
    @NonCPS
    static String escaped(String text, int longest) {
        StringBuilder made = new StringBuilder()
        for (int i = 0; i < text.length(); i++) {
            String one = text.substring(i, i + 1)
            String safe = one == '&' ? '&amp;' : one == '<' ? '&lt;' : one == '>' ? '&gt;' : one
            if (made.length() + safe.length() >= longest) {
                return made.append('…').toString()
            }
            made.append(safe)
        }
        return made.toString()
    }

    /** `@here`, `@channel` and `@everyone`, ids of people (U…) and groups (S…) reach somebody; other names are shown as they are. */
    @NonCPS
    private static String called(String mention) {
        String name = mention.startsWith('@') ? mention.substring(1) : mention
        if (name in ['here', 'channel', 'everyone']) {
            return "<!${name}>"
        }
        if (name ==~ /[UW][A-Z0-9]{6,}/) {
            return "<@${name}>"
        }
        return name ==~ /S[A-Z0-9]{6,}/ ? "<!subteam^${name}>" : escaped(mention, 100)
    }

    @NonCPS
    private static String link(String url) {
        return url.replace('&', '&amp;').replace('<', '%3C').replace('>', '%3E').replace('|', '%7C')
    }
}

package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** A summary as programs read it. Names are a promise: new ones may come, none may go. */
class WebhookBody implements Serializable {
    private static final long serialVersionUID = 1L
    private static final List<String> PLAIN = [
        'result', 'job', 'number', 'branch', 'pullRequest', 'seconds', 'commit', 'authors', 'since', 'image', 'verdicts', 'url', 'console', 'changes',
    ]
    private static final int LONGEST = 2000
    private static final int MOST = 50

    @NonCPS
    static Map of(Map told) {
        Map body = [version: 1, title: Message.title(told)]
        for (String name : PLAIN) {
            body[name] = told[name]
        }
        List<String> messages = []
        for (String message : told.messages.take(MOST)) {
            messages.add(Message.cut(message, LONGEST))
        }
        boolean good = told.result in ['success', 'fixed']
        return body + [messages: messages, trouble: good ? null : told.subMap(['stage', 'step', 'verdict', 'message', 'hint'])]
    }
}

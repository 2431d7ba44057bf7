package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** What people read of a summary: a title, a list of facts, and links. Plain text, cut; each channel escapes it for itself. */
class Message implements Serializable {
    private static final long serialVersionUID = 1L
    private static final Map<String, String> WORDS = [
        success: 'succeeded', failure: 'failed', unstable: 'is unstable', fixed: 'is fixed', aborted: 'was stopped',
    ]
    private static final Map<String, String> COLOURS = [
        success: '#2eb886', fixed: '#2eb886', failure: '#a30200', unstable: '#daa038', aborted: '#808080',
    ]

    /** `shop/api/main #7 failed in Build` */
    @NonCPS
    static String title(Map told) {
        String where = told.stage && !(told.result in ['success', 'fixed']) ? " in ${told.stage}" : ''
        return cut("${told.job} #${told.number} ${WORDS[told.result]}${where}".replaceAll(/[\r\n\t]+/, ' '), 250)
    }

    @NonCPS
    static String colour(Map told) {
        return COLOURS[told.result]
    }

    /** Names and texts, those that say nothing left out. */
    @NonCPS
    static Map<String, String> facts(Map told) {
        boolean good = told.result in ['success', 'fixed']
        Map<String, Object> all = [
            Result: told.result, Build: "#${told.number}", Branch: told.branch, Image: told.image, Duration: Duration.text(told.seconds as long),
            Committer: told.authors.join(', '), Commit: change(told), 'Failed stage': good ? '' : told.stage, 'What failed': good ? '' : what(told),
            'What to do first': good ? '' : first(told), 'Failing since': !good && told.since != told.number ? "#${told.since}" : '',
            Verdicts: told.verdicts.join(' · '),
        ]
        Map<String, String> facts = [:]
        for (Map.Entry fact : all.entrySet()) {
            if (fact.value) {
                facts.put(fact.key, cut(fact.value.toString(), 1000))
            }
        }
        return facts
    }

    @NonCPS
    private static String change(Map told) {
        String message = told.messages ? told.messages.last().toString() : ''
        return "${told.commit.take(12)} ${message}".trim()
    }

    @NonCPS
    private static String what(Map told) {
        return told.step ? "${told.step}: ${told.message ?: told.verdict}" : ''
    }

    /** The hint of the step that failed; without one, where to look. */
    @NonCPS
    private static String first(Map told) {
        if (told.hint || told.result == 'aborted') {
            return told.hint
        }
        return 'read the end of the console'
    }

    @NonCPS
    static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest - 1) + '…' : text
    }
}

package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** What a step came to: `clean`, `findings` or `error`, and what a person reads of it. */
class Outcome implements Serializable {
    private static final long serialVersionUID = 1L
    static final List<String> SEVERITIES = ['critical', 'high', 'medium', 'low']

    /** The outcome that a script wrote, unless its exit code says that it did not get that far. */
    @NonCPS
    static Map judged(int status, Map written) {
        if (written != null && (status == 0 || written.verdict == 'error')) {
            return written
        }
        if (status == 0) {
            return [verdict: 'error', message: 'it ended without saying what it found', hint: 'look at its output above']
        }
        if (status < 0) {
            return [verdict: 'error', message: 'the agent stopped answering', hint: 'look at the agent, then build again']
        }
        String why = status > 128 ? "was killed by signal ${status - 128}" : "broke off with exit code ${status}"
        return [verdict: 'error', message: why, hint: status == 137 ? 'the agent may be short of memory' : 'look at its output above; is the disk full?']
    }

    /** `1 critical, 2 high`; of what is there, the worst first. */
    @NonCPS
    static String counted(Map counts) {
        List<String> parts = []
        for (String severity : SEVERITIES) {
            if (counts && counts[severity]) {
                parts.add("${counts[severity]} ${severity}".toString())
            }
        }
        return parts ? parts.join(', ') : 'nothing found'
    }

    /** The message of an error as the step's own record tells it: in one line, without the name of the step. */
    @NonCPS
    static String message(String step, String text) {
        String own = text.startsWith(step + ': ') ? text.substring(step.length() + 2) : text
        return own.trim().replaceAll(/\s*\n\s*/, '; ')
    }

    /** One line for the log. */
    @NonCPS
    static String text(Map outcome) {
        List<String> parts = []
        if (outcome.verdict) {
            parts.add(outcome.verdict.toString())
        }
        if (outcome.counts instanceof Map) {
            parts.add(counted(outcome.counts))
        }
        if (outcome.message) {
            parts.add(outcome.message.toString())
        }
        return parts ? parts.join(': ') : 'done'
    }
}

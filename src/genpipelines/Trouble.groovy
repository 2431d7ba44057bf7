package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/**
 * What went wrong first, for those who tell people of it. It stands in a variable of the build: the records lie on an agent,
 * and who tells of a result may run without one.
 */
class Trouble implements Serializable {
    private static final long serialVersionUID = 1L
    static final String VARIABLE = 'GEN_PIPELINES_TROUBLE'
    private static final int LONGEST = 2000
    private static final List<String> RANKS = ['aborted', 'findings', 'error']

    /** The text to keep: the first error; without an error the last findings; without findings the first stop. */
    @NonCPS
    static String kept(String before, Map outcome, String step, String stage) {
        int rank = RANKS.indexOf(outcome.verdict)
        int known = before ? RANKS.indexOf(before.readLines()[0]) : -1
        if (rank < 0 || rank < known || rank == known && outcome.verdict != 'findings') {
            return before
        }
        String counted = outcome.counts instanceof Map ? Outcome.counted(outcome.counts) : ''
        List<String> lines = [outcome.verdict, step, stage ?: '', outcome.message ?: counted, outcome.hint ?: (outcome.top ?: []).join('; ')]
        List<String> flat = []
        for (Object line : lines) {
            String text = line.toString().replaceAll(/\s*[\r\n]+\s*/, '; ')
            flat.add(text.length() > LONGEST ? text.substring(0, LONGEST) + '…' : text)
        }
        return flat.join('\n')
    }

    /** verdict, step, stage, message, hint; empty texts when nothing is known. */
    @NonCPS
    static Map read(String kept) {
        List<String> lines = kept ? kept.split('\n', -1).toList() : []
        List<String> names = ['verdict', 'step', 'stage', 'message', 'hint']
        Map found = [:]
        for (int i = 0; i < names.size(); i++) {
            found[names[i]] = i < lines.size() ? lines[i] : ''
        }
        return found
    }
}

package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** What is told of a build, as plain data; each channel writes it in its own way. */
class Summary implements Serializable {
    private static final long serialVersionUID = 1L
    private static final int BACK = 50

    /** @param steps the script of the var */
    @NonCPS
    static Map of(Object steps) {
        Object build = steps.currentBuild
        Object env = steps.env
        List<Object> failed = failedBefore(build)
        String result = result(build, failed)
        Map blamed = change(result == 'failure' && failed ? failed.last() : build)
        Map trouble = Trouble.read(env."${Trouble.VARIABLE}")
        String url = env.BUILD_URL ?: build.absoluteUrl
        return [
            result: result, job: build.fullProjectName, number: build.number, branch: env.BRANCH_NAME ?: '', pullRequest: env.CHANGE_ID ?: '',
            main: env.BRANCH_IS_PRIMARY == 'true' || env.BRANCH_NAME in ['main', 'master'],
            seconds: (build.duration as long).intdiv(1000), authors: blamed.authors ?: (env.CHANGE_AUTHOR ? [env.CHANGE_AUTHOR] : []),
            commit: blamed.commit ?: env.GIT_COMMIT ?: '', messages: blamed.messages, all: change(build).messages, since: failed ? failed.last().number : build.number,
            stage: trouble.stage, step: trouble.step, message: trouble.message, hint: trouble.hint, verdict: trouble.verdict,
            image: Description.part(build.description, 'image'), verdicts: Description.parts(build.description),
            url: url, console: url + 'console', changes: url + 'changes',
        ]
    }

    /** Builds before this one without a good one between, the newest first. Builds that were stopped say nothing. */
    @NonCPS
    private static List<Object> failedBefore(Object build) {
        List<Object> failed = []
        Object one = build.previousBuild
        for (int i = 0; one != null && i < BACK; i++) {
            if (one.result == 'SUCCESS') {
                return failed
            }
            if (one.result in ['FAILURE', 'UNSTABLE']) {
                failed.add(one)
            }
            one = one.previousBuild
        }
        return failed
    }

    @NonCPS
    private static String result(Object build, List<Object> failed) {
        String result = build.currentResult
        if (result == 'SUCCESS') {
            return failed ? 'fixed' : 'success'
        }
        return result == 'UNSTABLE' ? 'unstable' : result == 'FAILURE' ? 'failure' : 'aborted'
    }

    /** Who changed what in a build: its newest commit, the authors and the messages. */
    @NonCPS
    private static Map change(Object build) {
        Map found = [commit: '', authors: [], messages: []]
        for (Object set : build.changeSets) {
            for (Object entry : set.items) {
                String author = entry.author.fullName
                found.commit = entry.commitId ?: found.commit
                if (!found.authors.contains(author)) {
                    found.authors.add(author)
                }
                found.messages.add(entry.msg.toString())
            }
        }
        return found
    }

    /** Whether a result is told: a fixed build is a good one, too. */
    @NonCPS
    static boolean isTold(String result, List on) {
        return result in on || result == 'fixed' && 'success' in on
    }
}

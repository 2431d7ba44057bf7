package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** What testLoad and testPerformance share: runs the tool, keeps what it measured, and fails the build for a limit that does not hold. */
class LoadTest implements Serializable {
    private static final long serialVersionUID = 1L

    private final Step step

    LoadTest(Step step) {
        this.step = step
    }

    /** @param values what the script is given, named as the parameters of the step */
    Map run(Map values) {
        Map all = values + [thresholds: given(values.thresholds ?: [:])]
        Map outcome = step.run { ->
            Map done = step.shell(['load', step.name], all)
            step.demand(done)
            return done
        }
        step.steps.archiveArtifacts(artifacts: "reports/load/${step.key()}.*", allowEmptyArchive: true)
        step.describe("${step.name} ${values.environment}", outcome.message.toString())
        if (outcome.verdict == 'findings') {
            step.fail(outcome.message.toString(), outcome.top.join('\n  '))
        }
        return outcome.subMap(['metrics', 'broken', 'regression'])
    }

    /** The limits that the call names. */
    @NonCPS
    private static Map given(Map limits) {
        Map given = [:]
        for (Map.Entry limit : limits.entrySet()) {
            if (limit.value != null) {
                given[limit.key] = limit.value
            }
        }
        return given
    }
}

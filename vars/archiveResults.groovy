import genpipelines.Step
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/** Keeps what the steps wrote below `reports/`, and what is named. A failure is told and changes nothing. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'archiveResults')
    Map given = step.check(arguments)
    return step.run(false) { ->
        List<String> patterns = ['reports/**'] + (given.artifacts ?: [])
        Map done = step.shell(['archiveResults'], [artifacts: given.artifacts])
        attempt(step, 'the files') {
            archiveArtifacts(artifacts: patterns.join(','), excludes: 'reports/**/*.outcome.json,reports/**/*.waivers.json', allowEmptyArchive: true, fingerprint: false)
        }
        for (String report : given.reports ?: []) {
            attempt(step, report) { junit(testResults: report, allowEmptyResults: true) }
        }
        return [files: 0] + done
    }
}

private void attempt(Step step, String what, Closure body) {
    try {
        body.call()
    } catch (FlowInterruptedException interruption) {
        throw interruption
    } catch (Exception problem) {
        step.say("${what} could not be kept: ${problem.message}")
    }
}

import genpipelines.Outcome
import genpipelines.Scan
import genpipelines.Step

/** Puts the findings of all scanners into one report. It never changes the result of the build. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'collectFindings')
    Map given = step.check(arguments)
    Scan scan = new Scan(step, 'report', given.directory)
    Map outcome = step.run(false) { ->
        Map waived = scan.waivers(given.waivers.toString())
        Map found = step.shell(['findings', 'collectFindings'], [waivers: waived.file, good: currentBuild.currentResult == 'SUCCESS'])
        return waived.verdict ? found + [verdict: 'error', message: waived.message] : found
    }
    step.describe('findings', outcome.verdict == 'error' ? 'not complete' : Outcome.counted(outcome.counts))
    return outcome.subMap(['counts', 'new', 'fixed', 'waived', 'report'])
}

import genpipelines.Duration
import genpipelines.Step

/** Fetches the databases of the scanners. One that cannot be fetched stays as it is: that is told, and fails the build when it gets too old. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'updateScanDatabases')
    Map given = step.check(arguments)
    List<Map> bindings = []
    if (given.credentials) {
        bindings.add([$class: 'StringBinding', credentialsId: given.credentials, variable: 'GP_NVD_KEY'])
    }
    Map outcome = step.run { ->
        Map done = [:]
        withCredentials(bindings) {
            done = step.shell(['updateScanDatabases'], [databases: given.tools, rules: given.rules, oldest: Duration.seconds(given.oldest)])
        }
        step.demand(done)
        if (done.tooOld) {
            step.fail(done.troubles.join('\n  '), 'scans on this agent do not know what was found since')
        }
        return done
    }
    if (outcome.troubles) {
        unstable("updateScanDatabases: ${outcome.troubles.join('\n  ')}")
    }
    return outcome.subMap(['updated'])
}

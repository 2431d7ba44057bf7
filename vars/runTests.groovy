import genpipelines.Duration
import genpipelines.Step
import genpipelines.Tests

/** Runs the unit tests, in parts side by side where the call says so, and judges by their reports. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'runTests')
    Map given = step.check(arguments)
    Map coverage = given.coverage ?: [:]
    List<String> variables = (given.env ?: [:]).collect { String name, String value -> name + '=' + value }
    List secrets = (given.secrets ?: [:]).collect { String name, String id -> string(credentialsId: id, variable: name) }
    Tests tests = new Tests(step, [
        call: step.key(), directory: given.directory ?: env.DIRECTORY ?: '.', cache: given.cache, secrets: (given.secrets ?: [:]).keySet().toList(),
        prepare: given.prepare, command: given.command, files: given.files, splits: given.splits, reports: given.reports,
        coverageReport: coverage.report, coverageFormat: coverage.format, coverageMinimum: coverage.minimum,
    ])
    Map outcome = step.run { ->
        Map done = [:]
        within(given.timeout) {
            withEnv(variables) {
                withCredentials(secrets) { done = tests.run() }
            }
        }
        step.demand(done)
        return done
    }
    step.describe('tests', outcome.message.toString())
    if (outcome.verdict == 'findings') {
        step.fail(outcome.message.toString(), outcome.top.join('\n  '))
    }
    return outcome.subMap(['passed', 'failed', 'flaky', 'coverage'])
}

private void within(String limit, Closure body) {
    if (limit) {
        timeout(time: Duration.seconds(limit), unit: 'SECONDS') { body.call() }
    } else {
        body.call()
    }
}

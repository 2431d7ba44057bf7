import genpipelines.LoadTest
import genpipelines.Step

/** Puts load on an environment, and judges by limits. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'testLoad')
    Map given = step.check(arguments)
    return new LoadTest(step).run([
        environment: given.environment, url: given.url, script: given.script, tool: given.tool, duration: given.duration, rate: given.rate,
        thresholds: given.thresholds, regression: given.regression, directory: given.directory ?: env.DIRECTORY ?: '.',
    ])
}

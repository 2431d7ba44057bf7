import genpipelines.LoadTest
import genpipelines.Step

/** Measures how fast an environment answers, and compares it with the last good build. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'testPerformance')
    Map given = step.check(arguments)
    return new LoadTest(step).run([
        environment: given.environment, url: given.url, script: given.script, tool: given.tool, duration: given.duration, rate: given.rate,
        thresholds: given.thresholds, regression: given.regression, directory: given.directory ?: env.DIRECTORY ?: '.',
    ])
}

import genpipelines.Scan
import genpipelines.Step

/** Looks for secrets in the commits of the build. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'scanSecrets')
    Map given = step.check(arguments)
    Scan scan = new Scan(step, given.onFindings, given.directory)
    return scan.run(['range', 'scanSecrets'], [
        tool: given.tool, baseline: given.baseline, history: given.history, range: given.range, failOn: ['critical'],
    ])
}

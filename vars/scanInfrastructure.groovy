import genpipelines.Outcome
import genpipelines.Scan
import genpipelines.Step

/** Looks for failed checks in infrastructure code with Checkov. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'scanInfrastructure')
    Map given = step.check(arguments)
    Scan scan = new Scan(step, given.onFindings, given.directory)
    return scan.run(['scanInfrastructure'], [
        frameworks: given.frameworks, skip: given.skip, baseline: given.baseline, failOn: Outcome.SEVERITIES,
    ])
}

import genpipelines.Scan
import genpipelines.Step

/** Looks for vulnerable dependencies with Snyk. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'scanSnyk')
    Map given = step.check(arguments)
    Scan scan = new Scan(step, given.onFindings, given.directory)
    withCredentials([string(credentialsId: given.credentials, variable: 'SNYK_TOKEN')]) {
        return scan.run(['scanSnyk'], [failOn: given.failOn, organization: given.organization])
    }
}

import genpipelines.Scan
import genpipelines.Step

/** Checks a Dockerfile with Hadolint. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'scanDockerfile')
    Map given = step.check(arguments)
    Scan scan = new Scan(step, given.onFindings, given.directory)
    return scan.run(['scanDockerfile'], [
        dockerfile: given.dockerfile, severity: given.severity, ignore: given.ignore,
    ])
}

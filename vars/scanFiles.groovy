import genpipelines.Scan
import genpipelines.Step

/** Scans the checked-out files with Trivy. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'scanFiles')
    Map given = step.check(arguments)
    Scan scan = new Scan(step, given.onFindings, given.directory)
    return scan.run(['trivy', 'scanFiles'], [failOn: given.failOn, ignoreFile: given.ignoreFile, ignoreUnfixed: given.ignoreUnfixed])
}

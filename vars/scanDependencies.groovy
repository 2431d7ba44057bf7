import genpipelines.Scan
import genpipelines.Step

/** Looks for vulnerable dependencies with OWASP Dependency-Check; its publisher shows the XML. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'scanDependencies')
    Map given = step.check(arguments)
    Scan scan = new Scan(step, given.onFindings, given.directory)
    String xml = "reports/scans/${step.key()}.xml"
    return scan.run(['scanDependencies'], [
        critical: given.critical, high: given.high, suppressions: given.suppressions, data: given.data,
    ]) { ->
        dependencyCheckPublisher(pattern: xml, skipNoReportFiles: true)
    }
}

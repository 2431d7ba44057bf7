import genpipelines.Scan
import genpipelines.Step

/** Looks for mistakes in the code with Semgrep. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'scanCode')
    Map given = step.check(arguments)
    Scan scan = new Scan(step, given.onFindings, given.directory)
    return scan.run(['range', 'scanCode'], [
        rules: given.rules, severity: given.severity,
    ])
}

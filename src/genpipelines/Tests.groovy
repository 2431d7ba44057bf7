package genpipelines

/** Runs tests in parts: divides them, runs the parts side by side, and reads what all of them reported. */
class Tests implements Serializable {
    private static final long serialVersionUID = 1L

    private final Step step
    private final Map values

    /** @param values what the scripts are given, named as the parameters of runTests; `call` names their files */
    Tests(Step step, Map values) {
        this.step = step
        this.values = values
    }

    /** The outcome: clean, findings or error. */
    Map run() {
        Map plan = step.shell(['tests', 'packages', 'runTestsPlan'], values)
        step.demand(plan)
        int parts = plan.parts as int
        Map<String, Closure> branches = [:]
        for (int part = 1; part <= parts; part++) {
            branches["part ${part}".toString()] = branch(part, parts)
        }
        if (parts > 1) {
            step.steps.parallel(branches)
        } else {
            branches['part 1'].call()
        }
        Map done = step.shell(['xml', 'tests', 'junit', 'coverage', 'runTestsReport'], values + [parts: parts])
        if (values.reports && done.verdict != 'error') {
            step.steps.junit(testResults: published(parts), allowEmptyResults: true, skipMarkingBuildUnstable: true)
        }
        return done
    }

    private Closure branch(int part, int parts) {
        return { -> step.demand(step.shell(['tests', 'packages', 'runTestsPart'], values + [part: part, parts: parts], part.toString())) }
    }

    /** Where JUnit's plugin finds the reports; those of several parts were copied. */
    private String published(int parts) {
        if (parts > 1) {
            return "reports/tests/${values.call}/part-*/**"
        }
        String folder = values.directory == '.' ? '' : "${values.directory}/"
        List<String> patterns = []
        for (String pattern : values.reports.tokenize(',')) {
            patterns.add("${folder}${pattern.trim()}".toString())
        }
        return patterns.join(',')
    }
}

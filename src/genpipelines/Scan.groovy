package genpipelines

/** What all scanners have in common: waivers, thresholds, the verdict, and what it does to the build. */
class Scan implements Serializable {
    private static final long serialVersionUID = 1L

    private final Step step
    private final String onFindings
    private final String directory

    /** @param directory the folder that is scanned, from the workspace; null for the pipeline's DIRECTORY, else the workspace */
    Scan(Step step, String onFindings, String directory) {
        this.step = step
        this.onFindings = onFindings
        this.directory = directory ?: step.steps.env.DIRECTORY ?: '.'
    }

    /** Runs the scanner's scripts, records what it found, and only then judges: findings do what `onFindings` says, errors always fail. */
    Map run(List<String> scripts, Map values) {
        return run(scripts, values) { -> }
    }

    /** The same; `published` shows the reports before they are judged. */
    Map run(List<String> scripts, Map values, Closure published) {
        Map outcome = step.run { ->
            Map waived = waivers('.ci/waivers.yaml')
            return waived.verdict ? waived : step.shell(['findings'] + scripts, values + [directory: directory, waivers: waived.file])
        }
        if (outcome.verdict == 'error') {
            step.describe(step.name, 'error')
            step.demand(outcome)
        }
        published.call()
        step.describe(step.name, outcome.verdict == 'clean' ? 'clean' : Outcome.counted(outcome.counts))
        if (outcome.verdict == 'findings') {
            judge(outcome)
        }
        return outcome.subMap(['verdict', 'counts', 'new', 'report'])
    }

    private void judge(Map outcome) {
        String text = "${step.name}: ${outcome.counting} counted of ${Outcome.counted(outcome.counts)}"
        for (Object one : outcome.top) {
            text += "\n  ${one}"
        }
        text += "\n  all of them: ${outcome.report}"
        if (onFindings == 'fail') {
            step.steps.error(text)
        } else if (onFindings == 'unstable') {
            step.steps.unstable(text)
        } else {
            step.steps.echo(text)
        }
    }

    /** The waivers for the script as a JSON file; a broken waiver is an error, because nobody could say what it waives. */
    Map waivers(String name) {
        String file = directory == '.' ? name : "${directory}/${name}"
        if (!step.steps.fileExists(file)) {
            return [file: '']
        }
        Waivers waivers = new Waivers()
        List<Map> read = waivers.read(step.steps.readYaml(file: file))
        if (waivers.problems) {
            return [file: '', verdict: 'error', message: "${file}: ${waivers.problems.join('; ')}".toString(), hint: 'each waiver has rule, owner, reason and until']
        }
        String made = "reports/steps/${step.key()}.waivers.json"
        step.steps.writeJSON(file: made, json: read)
        return [file: made]
    }
}

package genpipelines

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/**
 * The frame of every step: checks the arguments, runs the body, and leaves one line in the log and one record behind.
 *
 * A body returns its outcome as a plain map. It never ends without a record: a failure is recorded and thrown on,
 * and so is an interruption (abort, timeout, failFast), which nothing may swallow.
 */
class Step implements Serializable {
    private static final long serialVersionUID = 1L

    final String name
    /** The script of the var: what steps are called on. */
    final Object steps
    private Map contract = [:]

    Step(Object steps, String name) {
        this.steps = steps
        this.name = name
    }

    /** The arguments of a call, filled up by the contract. Mistakes fail the build, all in one message. */
    Map check(Map given) {
        String text = steps.libraryResource("genpipelines/contracts/${name}.json")
        contract = steps.readJSON(text: text, returnPojo: true)
        Arguments arguments = new Arguments(name, contract.parameters)
        Map filled = arguments.filled(given)
        if (arguments.problems) {
            steps.error(arguments.problems.join('\n'))
        }
        return filled
    }

    /** Runs the body and records what came of it. A failure fails the build. */
    Map run(Closure body) {
        return run(true, body)
    }

    /** The same; where `failing` is false, a failure is told and the build goes on with an outcome that says so. */
    Map run(boolean failing, Closure body) {
        long began = now()
        Map outcome = null
        try {
            outcome = body.call()
        } catch (FlowInterruptedException interruption) {
            outcome = [verdict: 'aborted', message: 'stopped by a person, a timeout or another branch']
            note(outcome)
            record(outcome, began)
            throw interruption
        } catch (Exception problem) {
            outcome = [verdict: 'error', message: Outcome.message(name, problem.message ?: problem.toString())]
            if (failing) {
                note(outcome)
                record(outcome, began)
                throw problem
            }
        }
        if (failing) {
            note(outcome)
        }
        record(outcome, began)
        return outcome
    }

    /**
     * Runs scripts of `resources/genpipelines/scripts`, joined in this order behind the prelude. Values reach them by the
     * environment only, as `GP_NAME`: lists a line each, left out values as empty texts.
     *
     * @return what the script wrote as its outcome; an `error` when it wrote none or could not finish
     */
    Map shell(List<String> files, Map values) {
        return shell(files, values, '')
    }

    /** The same for one part of a step whose parts run side by side: `part` tells their files apart. */
    Map shell(List<String> files, Map values, String part) {
        String own = part ? "${key()}-${part}" : key()
        String text = ''
        for (String file : ['prelude'] + files) {
            text += steps.libraryResource("genpipelines/scripts/${file}.sh")
        }
        int status = 0
        steps.withEnv(Variables.of(values + [key: own, name: name, tools: contract.tools])) {
            status = steps.sh(script: text, label: part ? "${name} ${part}" : name, returnStatus: true)
        }
        return Outcome.judged(status, outcome(own))
    }

    /** Fails the build when a script's outcome is an error. */
    void demand(Map outcome) {
        if (outcome.verdict == 'error') {
            fail(outcome.message.toString(), outcome.hint?.toString())
        }
    }

    /** The first part of the names of all files that this call writes: the step, and the stage it is called in. */
    String key() {
        return Variables.fileName(steps.env.STAGE_NAME ? "${name}-${steps.env.STAGE_NAME}" : name)
    }

    /** Adds what this step has to say to the description of the build. */
    void describe(String what, String text) {
        steps.currentBuild.description = Description.with(steps.currentBuild.description, what, text)
    }

    /** One line of this step in the log. */
    void say(String text) {
        steps.echo("[${name}] ${text}")
    }

    /** Fails the build. The hint says what to do. */
    void fail(String message, String hint) {
        steps.error("${name}: ${message}" + (hint ? "\n  ${hint}" : ''))
    }

    private Map outcome(String key) {
        String file = "reports/steps/${key}.outcome.json"
        if (!steps.fileExists(file)) {
            return null
        }
        try {
            return steps.readJSON(file: file, returnPojo: true)
        } catch (FlowInterruptedException interruption) {
            throw interruption
        } catch (Exception problem) {
            return [verdict: 'error', message: "its outcome cannot be read: ${problem.message}".toString()]
        }
    }

    /** Keeps what went wrong for the notifications. */
    private void note(Map outcome) {
        String kept = Trouble.kept(steps.env."${Trouble.VARIABLE}", outcome, name, steps.env.STAGE_NAME)
        if (kept) {
            steps.env."${Trouble.VARIABLE}" = kept
        }
    }

    private long now() {
        return steps.currentBuild.duration as long
    }

    private void record(Map outcome, long began) {
        long seconds = (now() - began).intdiv(1000)
        say("${Outcome.text(outcome)} (${Duration.text(seconds)})")
        Map kept = [step: name, stage: steps.env.STAGE_NAME ?: '', build: steps.currentBuild.number, seconds: seconds] + outcome
        if (contract.agent == 'none' || !steps.env.WORKSPACE) {
            say("record: ${steps.writeJSON(json: kept, returnText: true)}")
        } else {
            keep(kept)
        }
    }

    /** A record that cannot be written (a lost agent, a full disk) must not hide what happened. */
    private void keep(Map kept) {
        try {
            steps.writeJSON(file: "reports/steps/${key()}.json", json: kept, pretty: 2)
        } catch (FlowInterruptedException interruption) {
            throw interruption
        } catch (Exception problem) {
            say("its record could not be written: ${problem.message}")
        }
    }
}

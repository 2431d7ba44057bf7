import genpipelines.Step

/** Refuses commits that nobody trusted has signed. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'verifyCommits')
    Map given = step.check(arguments)
    Map outcome = step.run { ->
        if ((given.keys == null) == (given.credentials == null)) {
            step.fail('it is not clear which keys are allowed', 'give keys, a file of the repository, or credentials, a file in Jenkins')
        }
        List<Map> bindings = given.credentials ? [[$class: 'FileBinding', credentialsId: given.credentials, variable: 'GP_KEYS_FILE']] : []
        Map done = [:]
        withCredentials(bindings) {
            done = step.shell(['range', 'commitKeys', 'verifyCommits'], [
                keys: given.keys, signer: given.signer, range: given.range, history: false, directory: given.directory ?: env.DIRECTORY ?: '.',
            ])
        }
        step.demand(done)
        return done
    }
    step.describe('signatures', outcome.message.toString())
    if (outcome.verdict == 'findings') {
        step.fail(outcome.message.toString(), outcome.top.join('\n  '))
    }
    return outcome.subMap(['checked', 'refused'])
}

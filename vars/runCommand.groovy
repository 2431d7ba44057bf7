import genpipelines.Step

/** Runs a command of the project in bash. Its values come by the environment, and no secret gets into the record. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'runCommand')
    Map given = step.check(arguments)
    List<String> variables = (given.env ?: [:]).collect { String name, String value -> name + '=' + value }
    List secrets = (given.secrets ?: [:]).collect { String name, String id -> string(credentialsId: id, variable: name) }
    Map outcome = step.run { ->
        Map done = [:]
        withEnv(variables) {
            withCredentials(secrets) {
                done = step.shell(['runCommand'], [
                    command: given.command, directory: given.directory ?: env.DIRECTORY ?: '.', secrets: (given.secrets ?: [:]).keySet().toList(),
                ])
            }
        }
        step.demand(done)
        return done
    }
    return outcome.subMap(['status', 'output'])
}

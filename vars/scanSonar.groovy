import genpipelines.Step

/** Runs SonarQube's scanner; awaitQualityGate judges what the server makes of it. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'scanSonar')
    Map given = step.check(arguments)
    Map outcome = step.run { ->
        Map done = [:]
        withSonarQubeEnv(installationName: given.server, credentialsId: given.credentials) {
            done = step.shell(['scanSonar'], [
                project: given.project, sources: given.sources, properties: given.properties, directory: given.directory ?: env.DIRECTORY ?: '.',
            ])
        }
        step.demand(done)
        return done
    }
    return outcome.subMap(['task', 'dashboard'])
}

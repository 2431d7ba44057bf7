import genpipelines.Registry
import genpipelines.Step

/** Builds the image with BuildKit into an OCI archive, and notes it for the steps that follow. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'buildImage')
    Map given = step.check(arguments)
    Registry registry = new Registry(given.image ?: env.IMAGE)
    Map cache = given.cache ?: [registry: true, local: false, tag: 'buildcache']
    Map outcome = step.run { ->
        if (registry.problem()) {
            step.fail(registry.problem(), 'name it by the argument image or the variable IMAGE, without tag or digest')
        }
        Map done = [:]
        withCredentials(registry.bindings(given.credentials) + bindings(given.secrets ?: [:], given.ssh)) {
            done = step.shell(['registry', 'buildLog', 'buildImage'], registry.values() + [
                dockerfile: given.dockerfile, context: given.context, target: given.target, platforms: given.platforms,
                args: writeJSON(json: given.args ?: [:], returnText: true), labels: writeJSON(json: given.labels ?: [:], returnText: true),
                secretIds: (given.secrets ?: [:]).keySet().toList(), secretCount: (given.secrets ?: [:]).size(),
                cacheRegistry: cache.registry, cacheLocal: cache.local, cacheTag: cache.tag,
                reproducible: given.reproducible, directory: given.directory ?: env.DIRECTORY ?: '.',
            ])
        }
        step.demand(done)
        if (given.handover == 'archive') {
            stash(name: 'image', includes: '.gen-pipelines/image.json,.gen-pipelines/image.tar')
        }
        return done
    }
    if (outcome.warning) {
        step.say("warning: ${outcome.warning}")
    }
    step.describe('image', "${registry.image}@${outcome.digest}")
    return outcome.subMap(['digest', 'archive', 'labels', 'cached'])
}

/** Secrets reach the build by variables that only this call knows: GP_SECRET_0 and so on, in the order of their ids. */
private List<Map> bindings(Map secrets, String ssh) {
    List<Map> all = []
    for (String credential : secrets.values().toList()) {
        all.add([$class: 'StringBinding', credentialsId: credential, variable: "GP_SECRET_${all.size()}".toString()])
    }
    if (ssh) {
        all.add([$class: 'SSHUserPrivateKeyBinding', credentialsId: ssh, keyFileVariable: 'GP_SSH_KEY'])
    }
    return all
}

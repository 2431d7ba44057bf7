import genpipelines.Registry
import genpipelines.Step

/** Removes images of ECR repositories that nothing runs any more. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'cleanUpImages')
    Map given = step.check(arguments)
    List keys = given.credentials ? [[$class: 'AmazonWebServicesCredentialsBinding', credentialsId: given.credentials,
                                      accessKeyVariable: 'AWS_ACCESS_KEY_ID', secretKeyVariable: 'AWS_SECRET_ACCESS_KEY']] : []
    Map outcome = step.run { ->
        List<String> repositories = []
        for (String named : given.repositories) {
            repositories.add(place(step, named, given.region ?: '-'))
        }
        Map done = [:]
        withCredentials(keys) {
            done = step.shell(['registry', 'imagePlan', 'cleanUpImages'], [
                repositories: repositories, keep: given.keep, released: given.released, contexts: given.contexts, inUse: given.inUse, dryRun: given.dryRun,
            ])
        }
        step.demand(done)
        return done
    }
    step.describe('images', outcome.message)
    if (outcome.unread) {
        unstable("cleanUpImages: ${outcome.unread.join('; ')}")
    }
    return outcome.subMap(['removed', 'kept'])
}

/** Account, region and name for the script; of a repository that is named by its whole address, its own. */
private String place(Step step, String named, String region) {
    Registry registry = new Registry(named)
    String name = registry.account ? registry.name : named
    if (!(name ==~ /[a-z0-9]+([._\/-]+[a-z0-9]+)*/)) {
        step.fail("${named} is no repository of ECR", 'name it as ECR does, or by its whole address')
    }
    return "${registry.account ?: '-'} ${registry.region ?: region} ${name}"
}

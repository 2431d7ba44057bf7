import genpipelines.Image
import genpipelines.Registry
import genpipelines.Step

/** Pushes the image that this build made, by its digest, and tells it on to stages on other agents. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'pushImage')
    Map given = step.check(arguments)
    Map outcome = step.run { ->
        if (given.milestone != null) {
            milestone(given.milestone)
        }
        Map image = Image.made(step, given.image)
        Registry registry = new Registry(image.image)
        check(step, registry, [kind: given.kind, account: given.account, region: given.region])
        Map done = [:]
        withCredentials(registry.bindings(given.credentials)) {
            done = step.shell(['registry', 'pushImage'], registry.values() + [
                kind: given.kind, digest: image.digest, archive: image.archive, create: given.create, immutable: given.immutable,
                tags: given.tags ?: [image.revision ? "${image.revision.take(12)}-${env.BUILD_NUMBER}" : "build-${env.BUILD_NUMBER}"],
            ])
        }
        step.demand(done)
        stash(name: 'image', includes: Image.FILE, allowEmpty: true) // without the archive: the registry has it now
        return done
    }
    step.describe('image', "${outcome.reference} ${outcome.tags.join(', ')}")
    return outcome.subMap(['digest', 'reference', 'tags'])
}

private void check(Step step, Registry registry, Map wanted) {
    if (registry.problem()) {
        step.fail(registry.problem(), 'name it by the argument image or the variable IMAGE, without tag or digest')
    }
    if (wanted.kind == 'ecr' && !registry.account) {
        step.fail("${registry.image} is not in ECR", "check the argument image, or say kind: 'docker'")
    }
    if (wanted.kind == 'ecr' && wanted.account && wanted.account != registry.account) {
        step.fail("${registry.image} is not in the account ${wanted.account}", 'check the arguments image and account')
    }
    if (wanted.kind == 'ecr' && wanted.region && wanted.region != registry.region) {
        step.fail("${registry.image} is not in the region ${wanted.region}", 'check the arguments image and region')
    }
}

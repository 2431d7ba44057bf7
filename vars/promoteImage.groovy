import genpipelines.Image
import genpipelines.Registry
import genpipelines.Step

/** Copies a pushed image to another repository by its digest, with its signatures and attestations. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'promoteImage')
    Map given = step.check(arguments)
    Registry target = new Registry(given.to)
    Map outcome = step.run { ->
        Map image = Image.made(step, given.image)
        Registry source = new Registry(image.image)
        check(step, source, 'image')
        check(step, target, 'to')
        Map done = [:]
        withCredentials(target.bindings(given.credentials)) {
            done = step.shell(['registry', 'promoteImage'], target.values() + [
                source: source.image, sourceHost: source.host, sourceRegion: source.region,
                digest: given.digest ?: image.digest, tags: given.tags ?: image.tags, signed: given.signed,
            ])
        }
        step.demand(done)
        return done
    }
    step.describe('promoted', outcome.reference)
    return outcome.subMap(['digest', 'reference', 'attached'])
}

private void check(Step step, Registry registry, String argument) {
    if (registry.problem()) {
        step.fail(registry.problem(), "check the argument ${argument}: a repository, without tag or digest")
    }
}

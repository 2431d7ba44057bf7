import genpipelines.Image
import genpipelines.Registry
import genpipelines.Step

/** Writes the bills of materials of the image that this build made, keeps them, and hands them on to attestImage. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'makeSbom')
    Map given = step.check(arguments)
    Map outcome = step.run { ->
        Map image = Image.made(step, given.image)
        Registry registry = new Registry(image.image)
        if (registry.problem()) {
            step.fail(registry.problem(), 'name it by the argument image or the variable IMAGE, without tag or digest')
        }
        Map done = step.shell(['builtImage', 'makeSbom'], [image: registry.image, digest: image.digest, archive: image.archive, formats: given.formats])
        step.demand(done)
        archiveArtifacts(artifacts: 'reports/sbom/*.json', excludes: 'reports/sbom/made.json', fingerprint: true)
        stash(name: 'sbom', includes: 'reports/sbom/*.json')
        return done
    }
    step.describe('packages', outcome.packages.toString())
    return outcome.subMap(['files', 'packages'])
}

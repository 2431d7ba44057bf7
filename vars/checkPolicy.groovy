import genpipelines.Image
import genpipelines.Step

/** Judges the image that this build made by a policy of the organization. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'checkPolicy')
    Map given = step.check(arguments)
    Map outcome = step.run { ->
        Map image = Image.made(step, given.image)
        Map done = step.shell(['builtImage', 'checkPolicy'], [
            policy: given.policy, packages: given.packages, image: image.image, digest: image.digest, archive: image.archive,
        ])
        step.demand(done)
        return done
    }
    for (Object warning : outcome.warned) {
        step.say("warning: ${warning}")
    }
    step.describe('policy', outcome.message)
    if (outcome.verdict == 'findings') {
        step.fail(outcome.message, outcome.top.join('\n  '))
    }
    return outcome.subMap(['broken'])
}

import genpipelines.Signing
import genpipelines.Step

/** Refuses an image whose signature, or provenance where that is asked for, does not verify. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'verifyImage')
    Map given = step.check(arguments)
    Signing signing = new Signing(step, [image: given.image, credentials: given.credentials, key: given.key, password: given.password, kms: given.kms])
    Map outcome = step.run { -> signing.shell(['verifyImage'], [provenance: given.provenance || given.source != null, source: given.source]) }
    step.describe('verified', outcome.verdict == 'clean' ? outcome.signer : 'refused')
    if (outcome.verdict == 'findings') {
        step.fail(outcome.message, 'deploy what this pipeline built and signed, or look who pushed that')
    }
    return outcome.subMap(['reference', 'signer'])
}

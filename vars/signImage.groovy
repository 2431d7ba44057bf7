import genpipelines.Signing
import genpipelines.Step

/** Signs the pushed image by its digest. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'signImage')
    Map given = step.check(arguments)
    Signing signing = new Signing(step, [image: given.image, credentials: given.credentials, key: given.key, password: given.password, kms: given.kms])
    Map outcome = step.run { -> signing.shell(['signImage'], [:]) }
    step.describe('signed', outcome.signer)
    return outcome.subMap(['reference', 'signature'])
}

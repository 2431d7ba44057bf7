import genpipelines.Signing
import genpipelines.Step

/** Signs the pushed image by its digest. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'signImage')
    Map given = step.check(arguments)
    Map outcome = step.run { -> new Signing(step, given).shell(['signImage'], [:]) }
    step.describe('signed', outcome.signer)
    return outcome.subMap(['reference', 'signature'])
}

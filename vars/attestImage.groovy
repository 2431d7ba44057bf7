import genpipelines.Signing
import genpipelines.Step
import hudson.AbortException

/** Attests how the pushed image was built, and what is in it. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'attestImage')
    Map given = step.check(arguments)
    Signing signing = new Signing(step, [image: given.image, credentials: given.credentials, key: given.key, password: given.password, kms: given.kms])
    Map outcome = step.run { ->
        fetchBills(step)
        return signing.shell(['attestImage'], [
            parameters: writeJSON(json: parametersOfBuild(), returnText: true), started: currentBuild.startTimeInMillis,
        ])
    }
    step.describe('attested', outcome.predicates.join(', '))
    return outcome.subMap(['reference', 'predicates'])
}

/** Those of this build win over what an earlier one left in the workspace. */
private void fetchBills(Step step) {
    try {
        unstash('sbom')
    } catch (AbortException none) {
        step.say("no bill of materials is at hand (${none.message})")
    }
}

/** Texts and switches; passwords and files are none. */
private Map parametersOfBuild() {
    Map plain = [:]
    for (Object name : params.keySet().toList()) {
        Object value = params[name]
        if (value instanceof String || value instanceof Boolean) {
            plain[name] = value
        }
    }
    return plain
}

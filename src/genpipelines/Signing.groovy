package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** What signing, attesting and verifying have in common: the image by its digest, a login at its registry, and the key. */
class Signing implements Serializable {
    private static final long serialVersionUID = 1L

    private final Step step
    private final Map given

    /** @param given the arguments image, credentials, key, password and kms */
    Signing(Step step, Map given) {
        this.step = step
        this.given = given
    }

    /** Runs scripts that find the digest in GP_DIGEST and the key in GP_SIGNING_KEY (a file) or GP_KMS; the outcome is no error. */
    Map shell(List<String> scripts, Map values) {
        Map image = Image.made(step, given.image)
        Registry registry = new Registry(image.image)
        if (registry.problem()) {
            step.fail(registry.problem(), 'name it by the argument image or the variable IMAGE, without tag or digest')
        }
        if (problem(given)) {
            step.fail(problem(given), 'name a Jenkins credential by key, or a key of a KMS by kms, such as awskms:///alias/cosign')
        }
        Map done = [:]
        step.steps.withCredentials(registry.bindings(given.credentials) + bindings(given)) {
            done = step.shell(['registry', 'cosign'] + scripts, registry.values() + values + [digest: image.digest, revision: image.revision, kms: given.kms])
        }
        step.demand(done)
        return done
    }

    /** What is wrong with the key that the arguments name; null when nothing is. */
    @NonCPS
    static String problem(Map given) {
        if ((given.key == null) == (given.kms == null)) {
            return 'it is not clear which key is meant'
        }
        if (given.kms != null && !(given.kms ==~ /(awskms|azurekms|gcpkms|hashivault|k8s):\/\/[A-Za-z0-9._:\/\[\]-]+/)) {
            return "${given.kms} is no key of a KMS".toString()
        }
        return null
    }

    /** What `withCredentials` takes for the key. A key that has no password is one with an empty password. */
    @NonCPS
    static List<Map> bindings(Map given) {
        List<Map> all = []
        if (given.key) {
            all.add([$class: 'FileBinding', credentialsId: given.key, variable: 'GP_SIGNING_KEY'])
        }
        if (given.password) {
            all.add([$class: 'StringBinding', credentialsId: given.password, variable: 'COSIGN_PASSWORD'])
        }
        return all
    }
}

package genpipelines

import hudson.AbortException

/**
 * The image of the build. Who builds it writes `.gen-pipelines/image.json` (image, digest, archive), and stashes that file and
 * the archive as `image` for stages on other agents.
 */
class Image implements Serializable {
    private static final long serialVersionUID = 1L
    static final String FILE = '.gen-pipelines/image.json'

    /**
     * What is known of the image: image, digest, archive, and its reference by digest.
     *
     * @param named its repository, when the call names one; null for the pipeline's IMAGE
     */
    static Map made(Step step, String named) {
        Map known = [:]
        if (!step.steps.fileExists(FILE)) {
            fetch(step)
        }
        if (step.steps.fileExists(FILE)) {
            known = step.steps.readJSON(file: FILE, returnPojo: true)
        }
        if (known.archive && !step.steps.fileExists(known.archive)) { // it was not handed on to this agent
            known.remove('archive')
        }
        String image = named ?: known.image ?: step.steps.env.IMAGE
        return known + [image: image, reference: image && known.digest ? "${image}@${known.digest}".toString() : image]
    }

    private static void fetch(Step step) {
        try {
            step.steps.unstash('image')
        } catch (AbortException none) {
            step.say("no image of this build is at hand (${none.message})")
        }
    }
}

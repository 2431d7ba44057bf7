import genpipelines.Image
import genpipelines.Scan
import genpipelines.Step

/** Scans the image that this build made, or a named one, with Trivy. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'scanImage')
    Map given = step.check(arguments)
    Scan scan = new Scan(step, given.onFindings, null)
    Map image = given.archive ? [archive: given.archive] : Image.made(step, given.image)
    return scan.run(['trivy', 'scanImage'], [
        failOn: given.failOn, ignoreFile: given.ignoreFile, ignoreUnfixed: given.ignoreUnfixed, archive: image.archive, image: image.reference,
    ])
}

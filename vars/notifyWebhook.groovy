import genpipelines.Notification
import genpipelines.Post
import genpipelines.Step
import genpipelines.WebhookBody

/** Posts the result as JSON. With a credential, `X-Signature-256` is its HMAC, as hooks of GitHub have it. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'notifyWebhook')
    Map given = step.check(arguments)
    return new Notification(step, given.on).send { Map told ->
        String body = writeJSON(json: WebhookBody.of(told), returnText: true)
        List<Map> headers = []
        if (given.credentials) {
            withCredentials([string(credentialsId: given.credentials, variable: 'GP_HOOK_KEY')]) {
                headers = [Post.signature(step, 'GP_HOOK_KEY', body)]
            }
        }
        Post.json(step, given.url, [customHeaders: headers], body)
        return 'the webhook'
    }
}

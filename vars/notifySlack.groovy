import genpipelines.Notification
import genpipelines.Post
import genpipelines.SlackMessage
import genpipelines.Step

/** Tells the result on Slack: one thread a build, in each channel. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'notifySlack')
    Map given = step.check(arguments)
    return new Notification(step, given.on).send { Map told ->
        String kept = 'GEN_PIPELINES_SLACK_' + given.channel.replaceAll(/[^A-Za-z0-9]/, '_')
        Map payload = SlackMessage.payload(told, given.channel, given.mention, env."${kept}")
        String body = writeJSON(json: payload, returnText: true)
        Map answer = [:]
        withCredentials([string(credentialsId: given.credentials, variable: 'GP_SLACK_TOKEN')]) {
            List<Map> headers = [Post.secret(step, 'Authorization', 'Bearer ', 'GP_SLACK_TOKEN')]
            answer = Post.json(step, "${given.api}/chat.postMessage", [customHeaders: headers], body)
        }
        if (answer.ok != true) {
            step.fail("Slack says ${answer.error ?: 'nothing that it should'}", '')
        }
        if (!env."${kept}") {
            env."${kept}" = answer.ts
        }
        return given.channel
    }
}

import genpipelines.Notification
import genpipelines.PagerDutyEvent
import genpipelines.Post
import genpipelines.Step

/** Opens an incident for a failure and closes it when the branch is fixed. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'notifyPagerDuty')
    Map given = step.check(arguments)
    return new Notification(step, given.on).send { Map told ->
        withCredentials([string(credentialsId: given.credentials, variable: 'GP_ROUTING_KEY')]) {
            Map event = PagerDutyEvent.payload(told, env.GP_ROUTING_KEY)
            Post.json(step, "${given.api}/v2/enqueue", [:], writeJSON(json: event, returnText: true))
        }
        return 'PagerDuty'
    }
}

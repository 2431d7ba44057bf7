package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** A summary as an event of PagerDuty's Events API v2: one incident for each job, and so for each branch. */
class PagerDutyEvent implements Serializable {
    private static final long serialVersionUID = 1L
    private static final int KEY = 255

    /** The routing key comes in with `routing_key`, last of all. */
    @NonCPS
    static Map payload(Map told, String key) {
        Map event = [routing_key: key, event_action: told.result in ['success', 'fixed'] ? 'resolve' : 'trigger', dedup_key: dedup(told.job)]
        if (event.event_action == 'resolve') {
            return event
        }
        String title = Message.title(told)
        return event + [
            client: 'Jenkins', client_url: told.url,
            payload: [
                summary: told.message ? Message.cut("${title}: ${told.message}", 1024) : title, source: told.job,
                severity: told.result == 'failure' ? (told.main ? 'critical' : 'error') : 'warning',
                component: told.step ?: 'pipeline', class: 'build', custom_details: Message.facts(told),
            ],
            links: [[href: told.url, text: 'Build'], [href: told.console, text: 'Console'], [href: told.changes, text: 'Changes']],
        ]
    }

    /** The full name of the job, in which the branch is; a digest of a long one. */
    @NonCPS
    private static String dedup(String job) {
        String key = "jenkins/${job}"
        return key.length() <= KEY ? key : Hmac.hex('', key)
    }
}

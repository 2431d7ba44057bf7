import genpipelines.JiraComment
import genpipelines.Notification
import genpipelines.Post
import genpipelines.Step

/** Comments the result on the Jira issues that the commits name. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'notifyJira')
    Map given = step.check(arguments)
    return new Notification(step, given.on).send { Map told ->
        List<String> issues = JiraComment.issues(told)
        if (!issues) {
            step.fail('no commit names an issue', '')
        }
        String site = given.site.replaceAll('/+$', '')
        String body = writeJSON(json: JiraComment.payload(told), returnText: true)
        List<String> failed = []
        for (String issue : issues) {
            String problem = Post.problem(step, "${site}/rest/api/2/issue/${issue}/comment", [authentication: given.credentials], body)
            if (problem) {
                failed.add("${issue}: ${problem}".toString())
            }
        }
        if (failed) {
            step.fail(failed.join(', '), '')
        }
        return issues.join(', ')
    }
}

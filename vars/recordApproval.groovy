import genpipelines.Clock
import genpipelines.Step

/** Records who approved a deploy, and why. Steps that deploy find the record in the variable APPROVAL_ENVIRONMENT. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'recordApproval')
    Map given = step.check(arguments)
    return step.run { ->
        if (!given.approver.trim()) {
            step.fail('nobody is named as the approver', 'give submitterParameter to the input, and hand on its value')
        }
        if (given.milestone != null) {
            milestone(given.milestone)
        }
        String time = Clock.utc(currentBuild.startTimeInMillis + currentBuild.duration)
        Map record = [environment: given.environment, approver: given.approver, reason: given.reason ?: '', time: time]
        env.setProperty('APPROVAL_' + given.environment.toUpperCase().replaceAll(/[^A-Z0-9]/, '_'), writeJSON(json: record, returnText: true))
        step.describe("approved for ${given.environment}", given.approver)
        return record + [message: "${given.environment} approved by ${given.approver}" + (given.reason ? ": ${given.reason}" : '')]
    }.subMap(['environment', 'approver', 'reason', 'time'])
}

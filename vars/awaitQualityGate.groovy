import genpipelines.Base64
import genpipelines.Duration
import genpipelines.QualityGate
import genpipelines.Step
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/** Waits for SonarQube's quality gate, without an executor, and says which condition failed and by how much. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'awaitQualityGate')
    Map given = step.check(arguments)
    Map outcome = step.run { ->
        String status = gate(step, Duration.seconds(given.timeout))
        if (status == 'OK') {
            return [verdict: 'clean', status: status, failed: []]
        }
        List<Map> failed = conditions(step, given.project, given.server, given.credentials)
        return [verdict: 'findings', status: status, failed: failed, message: "the quality gate says ${status}".toString()]
    }
    step.describe('quality gate', outcome.status)
    if (outcome.verdict == 'findings') {
        judge(given.onFindings, outcome.failed.inject("awaitQualityGate: ${outcome.message}".toString()) { String text, Map one -> text + '\n  ' + one.text })
    }
    return outcome.subMap(['status', 'failed'])
}

/**
 * The webhook wakes the step up. Each round asks the server anew besides, as the plugin does when its step starts: a webhook that never
 * comes costs a minute, not the build.
 */
private String gate(Step step, int seconds) {
    long began = currentBuild.duration
    while (true) {
        long waited = (currentBuild.duration - began).intdiv(1000)
        if (waited >= seconds) {
            step.fail("SonarQube gave no answer within ${Duration.text(seconds)}",
                "its webhook must point to ${env.JENKINS_URL ?: 'JENKINS_URL/'}sonarqube-webhook/ (with the slash at the end); look at the background tasks of the project")
        }
        long round = Math.min(60L, seconds - waited)
        String status = ask(step, round)
        if (status != null) {
            return status
        }
    }
}

/** The status; null when the round is over. */
private String ask(Step step, long round) {
    long began = currentBuild.duration
    String status = null
    try {
        timeout(time: round, unit: 'SECONDS') {
            status = waitForQualityGate(abortPipeline: false).status
        }
    } catch (FlowInterruptedException interruption) {
        if (currentBuild.duration - began < round * 1000) {
            throw interruption // not our own: an abort, or a timeout around the step
        }
    } catch (IllegalStateException problem) {
        step.fail(problem.message, 'call scanSonar in this build first')
    }
    if (status == 'NONE') {
        step.fail('the project has no quality gate', 'give it one in SonarQube')
    }
    return status
}

/** What failed. That it cannot be asked changes nothing of the verdict. */
private List<Map> conditions(Step step, String project, String server, String credentials) {
    String where = env.CHANGE_ID ? "&pullRequest=${encoded(env.CHANGE_ID)}" : env.BRANCH_NAME ? "&branch=${encoded(env.BRANCH_NAME)}" : ''
    try {
        Object answer = null
        withSonarQubeEnv(installationName: server, envOnly: true) {
            String url = "${env.SONAR_HOST_URL}/api/qualitygates/project_status?projectKey=${encoded(project)}"
            Map how = [quiet: true, timeout: 30, validResponseCodes: '100:599'] + login(credentials)
            Object response = httpRequest([url: url + where] + how)
            if (response.status != 200 && where) {
                response = httpRequest([url: url] + how) // a community edition knows no branches
            }
            answer = response.status == 200 ? readJSON(text: response.content, returnPojo: true) : null
        }
        return QualityGate.failed(answer)
    } catch (FlowInterruptedException interruption) {
        throw interruption
    } catch (Exception problem) {
        step.say("the failed conditions could not be asked for: ${problem.message}")
        return []
    }
}

/** The token of the server's own configuration, which Jenkins masks, unless the call names a credential. */
private Map login(String credentials) {
    if (credentials) {
        return [authentication: credentials]
    }
    String token = env.SONAR_AUTH_TOKEN
    return token ? [customHeaders: [[name: 'Authorization', value: 'Basic ' + Base64.of(token + ':'), maskValue: true]]] : [:]
}

private String encoded(String text) {
    return URLEncoder.encode(text, 'UTF-8')
}

private void judge(String onFindings, String text) {
    if (onFindings == 'fail') {
        error(text)
    } else if (onFindings == 'unstable') {
        unstable(text)
    } else {
        echo(text)
    }
}

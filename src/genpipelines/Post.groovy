package genpipelines

import com.cloudbees.groovy.cps.NonCPS
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/** Posts JSON from the controller, without an agent. Servers that are busy or down are asked again, not for long: people wait for the build. */
class Post implements Serializable {
    private static final long serialVersionUID = 1L
    private static final int TRIES = 3
    private static final int LONGEST_WAIT = 20

    /**
     * The answer, parsed; an empty map when it is no JSON object.
     *
     * @param how more arguments of httpRequest, such as customHeaders
     * @param body JSON
     */
    static Map json(Step step, String url, Map how, String body) {
        // no GString among the arguments: Jenkins would warn of a secret in one
        Map request = [
            url: url.toString(), httpMode: 'POST', contentType: 'APPLICATION_JSON_UTF8', requestBody: body, quiet: true, timeout: 20, validResponseCodes: '100:599',
        ] + how
        String problem = ''
        for (int i = 1; i <= TRIES; i++) {
            Map answer = ask(step, request)
            if (answer.status >= 200 && answer.status < 300) {
                return answer.body
            }
            problem = answer.problem
            if (!answer.again || i == TRIES) {
                break
            }
            step.steps.sleep(time: answer.wait ?: 2 * i, unit: 'SECONDS')
        }
        step.fail(problem, '')
        return [:]
    }

    /** A header with a secret that withCredentials has put into a variable: no shell sees it, and the plugin masks it in the log. */
    static Map secret(Step step, String name, String before, String variable) {
        return [name: name, value: before + step.steps.env."${variable}", maskValue: true]
    }

    /** `X-Signature-256: sha256=…`, by which a receiver knows that the body comes from who shares the secret. */
    static Map signature(Step step, String variable, String body) {
        return [name: 'X-Signature-256', value: 'sha256=' + Hmac.hex(step.steps.env."${variable}", body)]
    }

    /** The same as `json` where the answer means nothing: what went wrong, an empty text when nothing did. */
    static String problem(Step step, String url, Map how, String body) {
        try {
            json(step, url, how, body)
            return ''
        } catch (FlowInterruptedException interruption) {
            throw interruption
        } catch (Exception problem) {
            return Outcome.message(step.name, problem.message)
        }
    }

    private static Map ask(Step step, Map request) {
        try {
            Object response = step.steps.httpRequest(request)
            return judged(response.status as int, parsed(step, response.content), response.headers)
        } catch (FlowInterruptedException interruption) {
            throw interruption
        } catch (Exception problem) {
            return [status: 0, again: true, problem: "no answer (${problem.message ?: problem.getClass().simpleName})".toString()]
        }
    }

    private static Map parsed(Step step, String content) {
        try {
            Object body = step.steps.readJSON(text: content, returnPojo: true)
            return body instanceof Map ? body : [:]
        } catch (FlowInterruptedException interruption) {
            throw interruption
        } catch (Exception none) {
            return [:]
        }
    }

    @NonCPS
    private static Map judged(int status, Map body, Map headers) {
        int wait = 0
        for (Map.Entry header : headers.entrySet()) {
            if (header.key?.toString()?.equalsIgnoreCase('Retry-After')) {
                Object value = header.value instanceof List ? header.value[0] : header.value
                wait = value.toString().isInteger() ? Math.min(LONGEST_WAIT, value.toString().toInteger()) : 0
            }
        }
        String said = body.error ?: body.message ?: body.errorMessages ?: body.errors ?: ''
        String problem = "HTTP ${status}" + (said ? ": ${Message.cut(said, 300)}" : '')
        return [status: status, body: body, again: status == 429 || status >= 500, wait: wait, problem: problem.toString()]
    }
}

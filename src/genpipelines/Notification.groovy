package genpipelines

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/** Tells one channel of a build. Whatever goes wrong is a line in the log and never changes the result; only an abort gets through. */
class Notification implements Serializable {
    private static final long serialVersionUID = 1L

    private final Step step
    private final List on

    Notification(Step step, List on) {
        this.step = step
        this.on = on
    }

    /** @param body sends the summary it is given, and says in a word where it went; an exception is the reason why it could not */
    Map send(Closure body) {
        Map outcome = step.run { -> attempt(body) }
        return [sent: outcome.sent, reason: outcome.reason]
    }

    private Map attempt(Closure body) {
        try {
            Map told = Summary.of(step.steps)
            if (!Summary.isTold(told.result, on)) {
                return missed("${told.result} is not told here")
            }
            return [sent: true, reason: '', message: "sent to ${body.call(told)}".toString()]
        } catch (FlowInterruptedException interruption) {
            throw interruption
        } catch (Exception problem) {
            return missed(Outcome.message(step.name, problem.message ?: problem.toString()))
        } catch (NoSuchMethodError missing) {
            return missed("a plugin is missing: ${missing.message?.readLines()?.getAt(0)}")
        }
    }

    private static Map missed(String reason) {
        String line = Message.cut(reason.trim().replaceAll(/\s*[\r\n]+\s*/, '; '), 500)
        return [sent: false, reason: line, message: "not sent: ${line}".toString()]
    }
}

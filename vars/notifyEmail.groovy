import genpipelines.Message
import genpipelines.Notification
import genpipelines.Page
import genpipelines.Step

/** Tells the result by e-mail, in HTML, with the log. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'notifyEmail')
    Map given = step.check(arguments)
    return new Notification(step, given.on).send { Map told ->
        Map mail = [
            to: given.recipients.join(', '), subject: Message.title(told).replace('$', '$$'), body: Page.html(told), mimeType: 'text/html',
            attachLog: given.attachLog, compressLog: true,
        ]
        emailext(given.sender ? mail + [from: given.sender] : mail)
        return given.recipients.join(', ')
    }
}

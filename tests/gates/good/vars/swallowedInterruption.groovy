import hudson.AbortException
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

def call(Map args = [:]) {
    try {
        sh 'deploy'
    } catch (FlowInterruptedException interruption) {
        echo 'stopped'
        throw interruption
    } catch (Exception problem) {
        echo "could not deploy: ${problem.message}"
    }
    try {
        sh 'notify'
    } catch (AbortException problem) {
        echo 'nobody was told'
    }
}

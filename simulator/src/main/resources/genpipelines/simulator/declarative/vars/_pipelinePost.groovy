// Runs the conditions of `post`, of the pipeline and of its stages.
import genpipelines.simulator.declarative.run.Reports
import genpipelines.simulator.declarative.run.Results
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException

def afterPipeline(Map root, Throwable before) {
  Throwable error = before
  if (root.post == null || !Results.anyMet(root.post.keySet(), error, false)) {
    return error
  }
  try {
    stage('Declarative: Post Actions') {
      Reports.synthetic('POST')
      error = runPost(root.agent, root.post, error, null)
    }
  } catch (Throwable thrown) {
    error = error ?: thrown
  }
  return error
}

def afterStage(Map root, Map agent, Map part, Throwable error) {
  if (part.post == null || !Results.anyMet(part.post.keySet(), error, true)) {
    return error
  }
  Reports.line('Post stage')
  return runPost(agent, part.post, error, part.name)
}

/** Runs the conditions that are met, each judged when its turn comes; the first error of all is returned. */
private Throwable runPost(Map agent, Map post, Throwable before, String stageName) {
  Throwable error = before
  for (condition in Results.inOrder(post.keySet())) {
    if (!Results.isMet(condition, error, stageName != null)) {
      continue
    }
    def shown = Results.show(error, stageName != null)
    try {
      callSteps(agent, post[condition])
    } catch (Throwable thrown) {
      Reports.postFailed(condition, thrown, stageName)
      error = error ?: thrown
    } finally {
      Results.restore(shown)
    }
  }
  return error
}

/** Calls steps; under `agent none` a step that needs a node is explained. */
def callSteps(Map agent, Closure steps) {
  if (agent?.type != 'none') {
    steps.call()
    return
  }
  try {
    steps.call()
  } catch (MissingContextVariableException missing) {
    if (!Reports.needsNode(missing)) {
      throw missing
    }
    error(Reports.NO_NODE)
  }
}

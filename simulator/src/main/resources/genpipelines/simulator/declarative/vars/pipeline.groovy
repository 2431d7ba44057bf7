// Runs a declarative pipeline: a trusted variable, called with the model that PipelineWriter makes of a `pipeline` block. It works as any
// shared library does, in CPS and by calling steps; what needs no step is Java in genpipelines.simulator.declarative.run. The variables that
// begin with an underscore are parts of it.
import genpipelines.simulator.declarative.run.Cells
import genpipelines.simulator.declarative.run.Jobs
import genpipelines.simulator.declarative.run.Reports

// A block that was not recognised, such as one inside an `if`, runs as ordinary code and fails at its first section.
def call(Closure block) {
  block()
}

def call(Map root) {
  Throwable error = null
  boolean posted = false
  Jobs.check(root.triggers, root.parameters)
  try {
    for (identifier in (root.libraries ?: [])) {
      library(identifier)
    }
    Jobs.configure(root.properties, root.triggers, root.parameters)
    _pipelineAgent.inAgent(root, root, root.agent, true) {
      _pipelineScope.withVariables(root) {
        _pipelineScope.inOptions(root.wrappers) {
          _pipelineScope.withTools(root, root.agent, [:]) {
            error = runInOrder(root, root.agent, root.stages, null, null, null)
            posted = true
            error = _pipelinePost.afterPipeline(root, error)
            if (error != null) {
              throw error
            }
          }
        }
      }
    }
  } catch (Throwable thrown) {
    error = error ?: thrown
  }
  if (!posted) {
    error = _pipelinePost.afterPipeline(root, error)
  }
  if (error != null) {
    throw error
  }
}

/** Runs stages one after the other; the first error, which makes the others be skipped, is returned. */
private Throwable runInOrder(Map root, Map agent, List stages, Throwable before, Map parent, Map skip) {
  Throwable error = before
  try {
    for (part in stages) {
      try {
        runStage(root, part.agent ?: agent, part, error, parent, skip)
      } catch (Throwable thrown) {
        Reports.failed(part.name)
        error = error ?: thrown
      }
    }
  } finally {
    if (skip == null && parent != null) {
      error = _pipelinePost.afterStage(root, parent.agent ?: agent, parent, error)
    }
  }
  return error
}

private void runStage(Map root, Map agent, Map part, Throwable before, Map parent, Map skip) {
  Throwable error = before
  Map reason = skip
  stage(part.name) {
    try {
      reason = reason ?: Reports.reasonToSkip(root, part, error)
      if (reason != null) {
        skipStage(root, agent, part, error, reason)
      } else if (part.cell == null) {
        reason = runUnlessSkipped(root, agent, part, parent)
      } else {
        _pipelineScope.withPairs(part.cell) {
          reason = runUnlessSkipped(root, agent, part, parent)
        }
      }
    } catch (Throwable thrown) {
      Reports.failed(part.name)
      error = error ?: thrown
    } finally {
      if (reason == null && (part.parallel != null || part.matrix != null)) {
        error = _pipelinePost.afterStage(root, agent, part, error)
      }
    }
    if (error != null) {
      throw error
    }
  }
}

/**
 * The order of a stage: options, input, agent, when, variables, tools, steps; `when` may come before any of the first three. Gives why the
 * stage was skipped, or null. A block is put around only where there is something to put around: each costs time at every step inside.
 */
private Map runUnlessSkipped(Map root, Map agent, Map part, Map parent) {
  boolean judged = part.when?.beforeOptions == true
  boolean passed = !judged || _pipelineWhen.isMet(part.when)
  if (passed && part.wrappers == null) {
    passed = askAndRun(root, agent, part, parent, judged)
  } else if (passed) {
    _pipelineScope.inOptions(part.wrappers) {
      passed = askAndRun(root, agent, part, parent, judged)
    }
  }
  if (passed) {
    return null
  }
  Map reason = Reports.reason('when', part.name)
  skipStage(root, agent, part, null, reason)
  return reason
}

private boolean askAndRun(Map root, Map agent, Map part, Map parent, boolean before) {
  boolean judged = before
  if (!judged && part.when?.beforeInput) {
    if (!_pipelineWhen.isMet(part.when)) {
      return false
    }
    judged = true
  }
  if (part.input == null) {
    return allocateAndRun(root, agent, part, parent, judged)
  }
  boolean passed = false
  _pipelineScope.withInput(part.input) {
    passed = allocateAndRun(root, agent, part, parent, judged)
  }
  return passed
}

private boolean allocateAndRun(Map root, Map agent, Map part, Map parent, boolean before) {
  boolean judged = before
  if (!judged && part.when?.beforeAgent) {
    if (!_pipelineWhen.isMet(part.when)) {
      return false
    }
    judged = true
  }
  Map own = ownAgent(root, part)
  if (own == null) {
    return judgeAndRun(root, agent, part, parent, judged)
  }
  boolean passed = false
  _pipelineAgent.inAgent(root, part, own, false) {
    passed = judgeAndRun(root, agent, part, parent, judged)
  }
  return passed
}

/** A stage without an agent of its own works in the pipeline's, or in a new container of the same kind. */
private Map ownAgent(Map root, Map part) {
  boolean anew = root.flags?.newContainerPerStage && root.agent?.type in ['docker', 'dockerfile'] && part.steps != null
  return part.agent == null && anew ? root.agent : part.agent
}

private boolean judgeAndRun(Map root, Map agent, Map part, Map parent, boolean judged) {
  if (!judged && !_pipelineWhen.isMet(part.when)) {
    return false
  }
  if (part.environment == null && part.credentials == null) {
    runContent(root, agent, part, parent)
  } else {
    _pipelineScope.withVariables(part) {
      runContent(root, agent, part, parent)
    }
  }
  return true
}

private void runContent(Map root, Map agent, Map part, Map parent) {
  Map inherited = parent?.tools ?: root.tools
  if (part.parallel != null || part.matrix != null) {
    parallel(branches(root, agent, part, null, null))
  } else if (part.tools == null && inherited == null) {
    runInside(root, agent, part)
  } else {
    _pipelineScope.withTools(part, agent, inherited) {
      runInside(root, agent, part)
    }
  }
}

private void runInside(Map root, Map agent, Map part) {
  if (part.stages == null) {
    runSteps(root, agent, part)
    return
  }
  Throwable error = runInOrder(root, agent, part.stages, null, part, null)
  if (error != null) {
    throw error
  }
}

private void runSteps(Map root, Map agent, Map part) {
  Throwable error = null
  try {
    _pipelinePost.callSteps(agent, part.steps)
  } catch (Throwable thrown) {
    Reports.failed(part.name)
    error = thrown
  }
  error = _pipelinePost.afterStage(root, agent, part, error)
  if (error != null) {
    throw error
  }
}

/** The branches of `parallel` and of a matrix, which are stages of their own. */
private Map branches(Map root, Map agent, Map part, Throwable before, Map skip) {
  Map branches = [:]
  for (inner in (part.parallel ?: Cells.of(part.matrix))) {
    Map branch = inner
    Map reason = skip == null ? null : Reports.reason(skip.kind, branch.name)
    branches[branch.name] = { -> runStage(root, branch.agent ?: part.agent ?: agent, branch, before, part, reason) }
  }
  if (!branches.isEmpty() && (part.failFast || root.flags?.parallelsAlwaysFailFast)) {
    branches.failFast = true
  }
  return branches
}

/** Skips a stage with all it holds; an inner stage is reported under the name that the reason bears. */
private void skipStage(Map root, Map agent, Map part, Throwable error, Map reason) {
  Reports.skipped(reason, part.name)
  if (part.parallel != null || part.matrix != null) {
    parallel(branches(root, agent, part, error, reason))
  } else if (part.stages != null) {
    runInOrder(root, agent, part.stages, error, part, reason)
  }
}

// Runs a declarative pipeline: a trusted variable, called with the model that PipelineWriter makes of a `pipeline` block. It works as any
// shared library does, in CPS and by calling steps; what needs no step is Java in genpipelines.simulator.declarative.run.
import genpipelines.simulator.declarative.run.Cells
import genpipelines.simulator.declarative.run.Checkout
import genpipelines.simulator.declarative.run.Conditions
import genpipelines.simulator.declarative.run.Credentials
import genpipelines.simulator.declarative.run.Jobs
import genpipelines.simulator.declarative.run.Names
import genpipelines.simulator.declarative.run.Reports
import genpipelines.simulator.declarative.run.Results
import genpipelines.simulator.declarative.run.Tools

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
    inAgent(root, root, root.agent, true) {
      withVariables(root) {
        inOptions(root.wrappers) {
          withTools(root, root.agent, [:]) {
            error = runInOrder(root, root.agent, root.stages, null, null, null)
            posted = true
            error = runPipelinePost(root, error)
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
    error = runPipelinePost(root, error)
  }
  if (error != null) {
    throw error
  }
}

// ---- stages ----

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
      error = runStagePost(root, parent.agent ?: agent, parent, error)
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
        withPairs(part.cell) {
          reason = runUnlessSkipped(root, agent, part, parent)
        }
      }
    } catch (Throwable thrown) {
      Reports.failed(part.name)
      error = error ?: thrown
    } finally {
      if (reason == null && (part.parallel != null || part.matrix != null)) {
        error = runStagePost(root, agent, part, error)
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
  boolean passed = !judged || isMet(part.when)
  if (passed && part.wrappers == null) {
    passed = askAndRun(root, agent, part, parent, judged)
  } else if (passed) {
    inOptions(part.wrappers) {
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
    if (!isMet(part.when)) {
      return false
    }
    judged = true
  }
  if (part.input == null) {
    return allocateAndRun(root, agent, part, parent, judged)
  }
  boolean passed = false
  withInput(part.input) {
    passed = allocateAndRun(root, agent, part, parent, judged)
  }
  return passed
}

private boolean allocateAndRun(Map root, Map agent, Map part, Map parent, boolean before) {
  boolean judged = before
  if (!judged && part.when?.beforeAgent) {
    if (!isMet(part.when)) {
      return false
    }
    judged = true
  }
  Map own = ownAgent(root, part)
  if (own == null) {
    return judgeAndRun(root, agent, part, parent, judged)
  }
  boolean passed = false
  inAgent(root, part, own, false) {
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
  if (!judged && !isMet(part.when)) {
    return false
  }
  if (part.environment == null && part.credentials == null) {
    runContent(root, agent, part, parent)
  } else {
    withVariables(part) {
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
    withTools(part, agent, inherited) {
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
    callSteps(agent, part.steps)
  } catch (Throwable thrown) {
    Reports.failed(part.name)
    error = thrown
  }
  error = runStagePost(root, agent, part, error)
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

// ---- post ----

private Throwable runPipelinePost(Map root, Throwable before) {
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

private Throwable runStagePost(Map root, Map agent, Map part, Throwable error) {
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
private void callSteps(Map agent, Closure steps) {
  if (agent?.type != 'none') {
    steps.call()
    return
  }
  try {
    steps.call()
  } catch (org.jenkinsci.plugins.workflow.steps.MissingContextVariableException missing) {
    if (!Reports.needsNode(missing)) {
      throw missing
    }
    error(Reports.NO_NODE)
  }
}

// ---- when, input ----

private boolean isMet(Map when) {
  return when == null || allMet(when.conditions.call())
}

private boolean allMet(List conditions) {
  for (condition in conditions) {
    if (!isConditionMet(condition)) {
      return false
    }
  }
  return true
}

private boolean isConditionMet(Map condition) {
  switch (condition.name) {
    case 'expression':
      return condition.expression.call() ? true : false
    case 'not':
      return !isConditionMet(condition.children[0])
    case 'allOf':
      return allMet(condition.children)
    case 'anyOf':
      for (child in condition.children) {
        if (isConditionMet(child)) {
          return true
        }
      }
      return false
    case 'equals':
      return condition.arguments.expected == condition.arguments.actual
    default:
      if (Conditions.hasNoChanges(condition.name)) {
        echo(Conditions.NO_CHANGES)
        return false
      }
      return Conditions.isMet(condition.name, condition.arguments)
  }
}

private void withInput(Closure description, Closure body) {
  Map question = description.call()
  def answer = input(Names.question(question))
  withPairs(Names.answers(question, answer), body)
}

// ---- what a stage works in ----

private void inOptions(Map wrappers, Closure body) {
  if (wrappers == null) {
    body.call()
  } else {
    wrapIn(Names.list(wrappers), wrappers, body)
  }
}

/** Takes each name off the list when it wraps: as in Jenkins, a further try of `retry` is not wrapped in what stood behind it. */
private void wrapIn(List names, Map wrappers, Closure body) {
  if (names.isEmpty()) {
    body.call()
    return
  }
  String name = names.remove(0)
  def arguments = wrappers[name]
  Closure inner = { -> wrapIn(names, wrappers, body) }
  if (arguments == null) {
    "${name}"(inner)
  } else if (name == 'lock' && arguments instanceof CharSequence) {
    lock([resource: arguments.toString()], inner)
  } else {
    "${name}"(arguments, inner)
  }
}

/** Credentials first, so that other variables may refer to them. */
private void withVariables(Map section, Closure body) {
  if (section.credentials == null) {
    withEnvironment(section, body)
    return
  }
  Map ids = [:]
  for (entry in section.credentials.entrySet()) {
    Closure block = entry.value
    List arguments = block.call(section.environment ?: [:], { String name -> Names.inScript(block, name) })
    if (arguments.size() != 1) {
      throw new IllegalArgumentException("Expected named arguments but got ${arguments}")
    }
    ids[entry.key] = arguments[0].toString()
  }
  withCredentials(Credentials.bindings(ids)) {
    withEnvironment(section, body)
  }
}

private void withEnvironment(Map section, Closure body) {
  Map values = [:]
  if (section.environment != null) {
    for (entry in section.environment.entrySet()) {
      Closure block = entry.value
      def value = block.call(section.environment, { String name -> Names.inScript(block, name) })
      values[entry.key] = "${value}".toString()
    }
  }
  withPairs(values, body)
}

private void withPairs(Map values, Closure body) {
  if (values == null || values.isEmpty()) {
    body.call()
  } else {
    withEnv(Names.pairs(values)) {
      body.call()
    }
  }
}

private void withTools(Map part, Map agent, Map inherited, Closure body) {
  Map wanted = (inherited ?: [:]) + (part.tools ?: [:])
  if (wanted.isEmpty() || agent == null || agent.type == 'none') {
    body.call()
    return
  }
  Map values = [:]
  if (part.stages != null && part.name == null) {
    stage('Declarative: Tool Install') {
      Reports.synthetic('PRE')
      values = install(wanted)
    }
  } else {
    values = install(wanted)
  }
  withPairs(values, body)
}

private Map install(Map wanted) {
  Map values = [:]
  for (entry in wanted.entrySet()) {
    String name = entry.value.call().toString()
    String home = tool(name: name, type: Tools.type(entry.key, name))
    values.putAll(Tools.variables(entry.key, home))
  }
  return values
}

// ---- agents ----

private void inAgent(Map root, Map part, Map agent, boolean outermost, Closure body) {
  if (agent == null || agent.type == 'none') {
    body.call()
    return
  }
  def value = agent.value == null ? null : agent.value.call()
  Map options = value instanceof Map ? value : [(agent.type == 'label' || agent.type == 'node' ? 'label' : 'image'): value]
  Names.checkAgent(agent.type, options)
  switch (agent.type) {
    case 'docker':
    case 'dockerfile':
      inContainer(root, part, agent.type, options, outermost, body)
      return
    case 'kubernetes':
      inPod(root, part, options, outermost, body)
      return
    default:
      onNode(root, part, options, outermost, body)
  }
}

private void onNode(Map root, Map part, Map options, boolean outermost, Closure body) {
  Closure inside = { ->
    inWorkspace(options.customWorkspace) {
      checkedOut(root, part, outermost, body)
    }
  }
  Closure allocate = { -> options.label ? node(options.label.toString(), inside) : node(inside) }
  if (options.retries != null && (options.retries as int) > 1) {
    retry(count: options.retries as int, conditions: Names.agentConditions(), allocate)
  } else {
    allocate.call()
  }
}

private void inWorkspace(directory, Closure body) {
  if (directory) {
    ws(directory.toString(), body)
  } else {
    body.call()
  }
}

private void inContainer(Map root, Map part, String type, Map options, boolean outermost, Closure body) {
  Closure run = { ->
    String image = type == 'docker' ? options.image.toString() : buildImage(options)
    Closure container = { -> withDockerContainer([image: image, args: options.args?.toString() ?: ''], body) }
    if (options.registryUrl || options.registryCredentialsId) {
      withDockerRegistry([url: options.registryUrl ?: 'https://index.docker.io/v1/', credentialsId: options.registryCredentialsId], container)
    } else {
      container.call()
    }
  }
  if (options.reuseNode && !outermost) {
    run.call()
  } else {
    onNode(root, part, [label: options.label, customWorkspace: options.customWorkspace, retries: options.retries], outermost, run)
  }
}

private String buildImage(Map options) {
  String file = [options.dir ?: '.', options.filename ?: 'Dockerfile'].join('/')
  String tag = Names.imageTag(file)
  sh("docker build -t ${tag} ${options.additionalBuildArgs ?: ''} -f \"${file}\" \"${options.dir ?: '.'}\"")
  return tag
}

private void inPod(Map root, Map part, Map options, boolean outermost, Closure body) {
  Closure inside = { ->
    inWorkspace(options.customWorkspace) {
      checkedOut(root, part, outermost) {
        if (options.defaultContainer) {
          container(options.defaultContainer.toString(), body)
        } else {
          body.call()
        }
      }
    }
  }
  podTemplate(Names.podTemplate(options)) {
    node(env.POD_LABEL ?: POD_LABEL, inside)
  }
}

/** Checks the source out on a fresh node, unless the pipeline or the stage does without. */
private void checkedOut(Map root, Map part, boolean outermost, Closure body) {
  def own = part.flags?.skipDefaultCheckout
  boolean skipped = own == null ? root.flags?.skipDefaultCheckout : own
  if (!Checkout.isPossible() || skipped) {
    body.call()
    return
  }
  Map found = [:]
  String directory = part.flags?.checkoutToSubdirectory ?: root.flags?.checkoutToSubdirectory
  if (outermost) {
    stage('Declarative: Checkout SCM') {
      Reports.synthetic('PRE')
      found = checkOut(directory)
    }
  } else {
    found = checkOut(directory)
  }
  withPairs(Checkout.variables(found), body)
}

private Map checkOut(String directory) {
  Map found = [:]
  if (directory) {
    dir(directory) {
      found = checkout(scm)
    }
  } else {
    found = checkout(scm)
  }
  return found ?: [:]
}

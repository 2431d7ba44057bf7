// Runs a pipeline or a stage on its agent, with its source checked out.
import genpipelines.simulator.declarative.run.Checkout
import genpipelines.simulator.declarative.run.Names
import genpipelines.simulator.declarative.run.Reports

def inAgent(Map root, Map part, Map agent, boolean outermost, Closure body) {
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
  Map template = Names.podTemplate(options)
  if (options.yamlFile && Checkout.isPossible()) {
    template.yaml = readTrusted(options.yamlFile.toString())
  }
  Closure allocate = { ->
    podTemplate(template) {
      node(env.POD_LABEL, inside)
    }
  }
  if (options.retries != null && (options.retries as int) > 1) {
    retry(count: options.retries as int, conditions: Names.podConditions(), allocate)
  } else {
    allocate.call()
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
  _pipelineScope.withPairs(Checkout.variables(found), body)
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

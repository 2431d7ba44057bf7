// Puts around a pipeline or a stage what its sections say: options, variables, credentials, tools, answers of an input.
import genpipelines.simulator.declarative.run.Credentials
import genpipelines.simulator.declarative.run.Names
import genpipelines.simulator.declarative.run.Reports
import genpipelines.simulator.declarative.run.Tools

def inOptions(Map wrappers, Closure body) {
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
def withVariables(Map section, Closure body) {
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

def withPairs(Map values, Closure body) {
  if (values == null || values.isEmpty()) {
    body.call()
  } else {
    withEnv(Names.pairs(values)) {
      body.call()
    }
  }
}

def withInput(Closure description, Closure body) {
  Map question = description.call()
  def answer = input(Names.question(question))
  withPairs(Names.answers(question, answer), body)
}

def withTools(Map part, Map agent, Map inherited, Closure body) {
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

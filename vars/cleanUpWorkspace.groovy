import genpipelines.Step

/** Empties the workspace and removes what this build left on the agent. A failure is told and changes nothing. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'cleanUpWorkspace')
    step.check(arguments)
    Map outcome = step.run(false) { ->
        return [freed: 0] + step.shell(['cleanUpWorkspace'], [:])
    }
    cleanWs(notFailBuild: true, disableDeferredWipeout: true) // after the record, which would make the workspace anew
    return outcome.subMap(['freed'])
}

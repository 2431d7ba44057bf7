import genpipelines.Clock
import genpipelines.Step
import genpipelines.Windows

/** Waits for a time at which a deploy is allowed, without an executor. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'awaitWindow')
    Map given = step.check(arguments)
    Windows windows = new Windows(given.windows, given.timezone, given.freezes)
    return step.run { ->
        if (windows.problems()) {
            step.fail(windows.problems().join('; '), '')
        }
        long began = now()
        while (windows.at(now()) == null) {
            long next = windows.next(now())
            if (next < 0) {
                step.fail("there is no window for ${given.environment} within ${Windows.LONGEST} days", 'look at windows and freezes')
            }
            step.say("waiting for ${given.environment} until ${Clock.local(next, given.timezone).replaceAll(/ \d /, ' ')} ${given.timezone}")
            sleep(time: (next - now()).intdiv(1000) + 1, unit: 'SECONDS')
        }
        String window = windows.at(now())
        return [waited: (now() - began).intdiv(1000), window: window, message: "${given.environment}: ${window}".toString()]
    }.subMap(['waited', 'window'])
}

private long now() {
    return currentBuild.startTimeInMillis + currentBuild.duration
}

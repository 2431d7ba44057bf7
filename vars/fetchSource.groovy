import genpipelines.Step

/** Fetches the sources of the build, once, and tells the commit on. */
Map call(Map arguments = [:]) {
    Step step = new Step(this, 'fetchSource')
    Map given = step.check(arguments)
    Map outcome = step.run { ->
        if (given.milestone != null) {
            milestone(given.milestone)
        }
        Map fetched = checkout(scm: configured(given.depth as int, given.submodules as boolean, given.lfs as boolean))
        Map done = step.shell(['fetchSource'], [
            depth: given.depth, submodules: given.submodules, lfs: given.lfs, verifySignatures: given.verifySignatures,
            commit: fetched.GIT_COMMIT, branch: env.BRANCH_NAME ?: fetched.GIT_LOCAL_BRANCH ?: fetched.GIT_BRANCH, url: fetched.GIT_URL,
        ])
        step.demand(done)
        return done
    }
    return outcome.subMap(['commit', 'branch', 'author', 'url'])
}

/** What the job is configured with, and only what is asked for besides. Objects that are no Git are left as they are. */
private Object configured(int depth, boolean submodules, boolean lfs) {
    if (depth == 0 && !submodules && !lfs || !(scm.getClass().simpleName == 'GitSCM')) {
        return scm
    }
    List<Map> more = []
    if (depth > 0) {
        more.add([$class: 'CloneOption', shallow: true, depth: depth, noTags: true, honorRefspec: true])
    }
    if (submodules) {
        more.add([$class: 'SubmoduleOption', recursiveSubmodules: true, parentCredentials: true])
    }
    if (lfs) {
        more.add([$class: 'GitLFSPull'])
    }
    return [$class: 'GitSCM', branches: scm.branches, userRemoteConfigs: scm.userRemoteConfigs, extensions: scm.extensions + more]
}

import com.cloudbees.groovy.cps.NonCPS

def call(Map args = [:]) {
    return ordered(args.names)
}

@NonCPS
List<String> ordered(List<String> names) {
    return names.sort(false) { String one, String other -> one <=> other }
}

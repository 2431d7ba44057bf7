import com.cloudbees.groovy.cps.NonCPS

def call(Map args = [:]) {
    List<String> names = args.names
    names.sort { String one, String other -> one <=> other }
    return shorten(names)
}

@NonCPS
List<String> shorten(List<String> names) {
    report()
    return names
}

void report() {
    echo 'shortening'
}

import com.cloudbees.groovy.cps.NonCPS

def call(Map args = [:]) {
    echo summarise([args.name])
}

@NonCPS
String summarise(List<String> names) {
    return names.sort().join(', ')
}

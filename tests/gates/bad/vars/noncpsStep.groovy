import com.cloudbees.groovy.cps.NonCPS

def call(Map args = [:]) {
    summarise([args.name])
}

@NonCPS
String summarise(List<String> names) {
    echo "have ${names.size()}"
    return names.join(', ')
}

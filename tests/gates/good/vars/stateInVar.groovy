import groovy.transform.Field

@Field final List<String> KINDS = ['ecr', 'docker'].asImmutable()

def call(Map args = [:]) {
    int count = KINDS.size()
    count += 1
    echo "${args.name} ${count}"
}

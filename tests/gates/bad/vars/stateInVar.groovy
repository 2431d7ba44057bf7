import groovy.transform.Field

@Field List seen = []

def call(Map args = [:]) {
    seen << args.name
    count = seen.size()
    this.last = args.name
}

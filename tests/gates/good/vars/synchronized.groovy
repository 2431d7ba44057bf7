def call(Map args = [:]) {
    lock(resource: args.name) {
        echo 'one at a time'
    }
}

def call(Map args = [:]) {
    if ('a' !in args.names) {
        echo 'not there'
    }
}

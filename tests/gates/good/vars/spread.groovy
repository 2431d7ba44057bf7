def call(Map args = [:]) {
    List names = args.names.collect { it.trim() }
    echo names.join(' ')
}

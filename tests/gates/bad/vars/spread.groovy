def call(Map args = [:]) {
    List names = args.names*.trim()
    echo names.join(' ')
}

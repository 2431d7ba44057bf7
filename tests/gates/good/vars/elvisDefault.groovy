def call(Map args = [:]) {
    boolean verify = args.containsKey('verify') ? args.verify : true
    String name = args.name ?: 'none'
    echo "${verify} ${name}"
}

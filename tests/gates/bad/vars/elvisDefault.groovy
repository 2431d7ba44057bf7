def call(Map args = [:]) {
    boolean verify = args.verify ?: true
    int replicas = args.replicas ?: 2
    echo "${verify} ${replicas}"
}

def call(String greeting) {
    withEnv(["GREETING=${greeting}"]) {
        sh 'echo "$GREETING, $PLACE"'
    }
}

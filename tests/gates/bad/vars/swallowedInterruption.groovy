def call(Map args = [:]) {
    try {
        sh 'deploy'
    } catch (Exception problem) {
        echo "could not deploy: ${problem.message}"
    }
}

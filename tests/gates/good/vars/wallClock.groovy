def call(Map args = [:]) {
    String started = sh(script: 'date +%s', returnStdout: true).trim()
    sleep(time: 1, unit: 'SECONDS')
    echo "${new Date(0)} ${started}"
}

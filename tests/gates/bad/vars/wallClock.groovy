def call(Map args = [:]) {
    long started = System.currentTimeMillis()
    Thread.sleep(1000)
    echo "${new Date()} ${started} ${java.time.Instant.now()}"
}

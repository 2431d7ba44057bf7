def call(Map args = [:]) {
    synchronized (this) {
        echo 'one at a time'
    }
}

import org.acme.Counter

def call(Map args = [:]) {
    Counter counter = new Counter()
    sh 'make'
    echo "${counter.next()}"
}

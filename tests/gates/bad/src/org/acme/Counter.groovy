package org.acme

class Counter {
    int count

    int next() {
        count += 1
        return count
    }
}

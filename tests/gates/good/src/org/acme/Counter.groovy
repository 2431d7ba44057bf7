package org.acme

class Counter implements Serializable {
    private static final long serialVersionUID = 1L

    int count

    int next() {
        count += 1
        return count
    }
}

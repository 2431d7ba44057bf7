def call(Map args = [:]) {
    double measured = args.text.toDouble()
    return measured >= 0.95
}

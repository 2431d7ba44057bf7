def call(Map args = [:]) {
    double measured = args.text.toDouble()
    return !Double.isNaN(measured) && measured >= 0.95d
}

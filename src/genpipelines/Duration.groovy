package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** Durations: as contracts write them (`90s`, `15m`, `24h`, `7d`), and as people read them. */
class Duration implements Serializable {
    private static final long serialVersionUID = 1L
    private static final Map<String, Integer> SECONDS = [s: 1, m: 60, h: 3600, d: 86400].asImmutable()

    /** Seconds of a duration that a contract has let pass. */
    @NonCPS
    static int seconds(String text) {
        return text.substring(0, text.length() - 1).toInteger() * SECONDS[text.substring(text.length() - 1)]
    }

    /** `12 s`, `3 min 20 s` or `2 h 5 min`. */
    @NonCPS
    static String text(long seconds) {
        if (seconds < 60) {
            return "${seconds} s".toString()
        }
        long minutes = seconds.intdiv(60)
        if (minutes < 60) {
            return "${minutes} min ${seconds % 60} s".toString()
        }
        return "${minutes.intdiv(60)} h ${minutes % 60} min".toString()
    }
}

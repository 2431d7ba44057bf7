package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** Points in time, given in milliseconds as the build counts them. */
class Clock implements Serializable {
    private static final long serialVersionUID = 1L

    /** `2026-01-05T09:00:00Z` */
    @NonCPS
    static String utc(long millis) {
        return new Date(millis).format("yyyy-MM-dd'T'HH:mm:ss'Z'", TimeZone.getTimeZone('UTC'))
    }

    /** Whether Java knows a time zone; it takes an unknown one for GMT. */
    @NonCPS
    static boolean knows(String zone) {
        return TimeZone.getTimeZone(zone).toString().contains("id=\"${zone}\"".toString())
    }

    /** `2026-01-05 1 10:00`: day, day of the week from Monday as 1, and time, as the clocks of a zone show them. */
    @NonCPS
    static String local(long millis, String zone) {
        return new Date(millis).format('yyyy-MM-dd u HH:mm', TimeZone.getTimeZone(zone))
    }
}

package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** When a deploy is allowed: windows by day and time of day in a time zone, and days that are frozen. */
class Windows implements Serializable {
    private static final long serialVersionUID = 1L
    private static final List<String> DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
    private static final long MINUTE = 60000L
    /** How far is looked ahead. */
    static final int LONGEST = 14

    private final List<Map> windows
    private final String zone
    private final List<String> freezes

    Windows(List<Map> windows, String zone, List<String> freezes) {
        this.windows = windows ?: []
        this.zone = zone
        this.freezes = freezes ?: []
    }

    /** What is wrong with them, one sentence each. */
    @NonCPS
    List<String> problems() {
        List<String> found = []
        if (!Clock.knows(zone)) {
            found.add("there is no time zone ${zone}".toString())
        }
        for (Map window : windows) {
            for (String time : [window.start, window.end]) {
                if (!(time ==~ /([01]\d|2[0-3]):[0-5]\d|24:00/)) {
                    found.add("${time} is no time of day like 08:00".toString())
                }
            }
        }
        for (String day : freezes) {
            if (!(day ==~ /\d{4}-\d{2}-\d{2}/)) {
                found.add("${day} is no day like 2026-12-24".toString())
            }
        }
        return found
    }

    /** The window that a moment lies in, in words; null when there is none. */
    @NonCPS
    String at(long millis) {
        List<String> parts = Clock.local(millis, zone).tokenize(' ')
        if (freezes.contains(parts[0])) {
            return null
        }
        if (!windows) {
            return 'any time'
        }
        int day = parts[1].toInteger() - 1
        for (Map window : windows) {
            if (holds(window, day, parts[2])) {
                return "${window.days.join(', ')} ${window.start}-${window.end} ${zone}".toString()
            }
        }
        return null
    }

    /** One that ends before it starts goes on after midnight; it belongs to the day on which it starts. */
    @NonCPS
    private static boolean holds(Map window, int day, String time) {
        boolean today = window.days.contains(DAYS[day])
        if (window.start < window.end) {
            return today && time >= window.start && time < window.end
        }
        boolean yesterday = window.days.contains(DAYS[(day + 6) % 7])
        return today && time >= window.start || yesterday && time < window.end
    }

    /** The next moment at which a window opens, also after a frozen day; -1 when there is none within {@link #LONGEST} days. */
    @NonCPS
    long next(long millis) {
        List<String> starts = ['00:00']
        for (Map window : windows) {
            starts.add(window.start)
        }
        for (int day = 0; day <= LONGEST; day++) {
            long first = -1
            for (String start : starts) {
                long moment = onDay(millis + day * 24 * 60 * MINUTE, start)
                if (moment > millis && (first < 0 || moment < first) && at(moment) != null) {
                    first = moment
                }
            }
            if (first >= 0) {
                return first
            }
        }
        return -1
    }

    /** A time of day on the day of a moment; put right where the clocks change in between. */
    @NonCPS
    private long onDay(long millis, String time) {
        long moment = millis.intdiv(MINUTE) * MINUTE
        moment += (minutes(time) - minutes(Clock.local(moment, zone).tokenize(' ')[2])) * MINUTE
        int off = minutes(time) - minutes(Clock.local(moment, zone).tokenize(' ')[2])
        return moment + (off > 720 ? off - 1440 : off < -720 ? off + 1440 : off) * MINUTE
    }

    @NonCPS
    private static int minutes(String time) {
        return time.substring(0, 2).toInteger() * 60 + time.substring(3).toInteger()
    }
}

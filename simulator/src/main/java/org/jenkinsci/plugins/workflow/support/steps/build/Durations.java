package org.jenkinsci.plugins.workflow.support.steps.build;

/** Durations in words, as the console has them: two units at most. */
public final class Durations {
    private static final long[] UNITS = {86_400_000, 3_600_000, 60_000, 1_000};
    private static final String[] NAMES = {"day", "hr", "min", "sec"};

    private Durations() {
    }

    /** Milliseconds in words: `1 min 30 sec`, `0.5 sec`, `12 ms`. */
    public static String text(long millis) {
        for (int i = 0; i < 3; i++) {
            if (millis >= UNITS[i]) {
                long major = millis / UNITS[i];
                long minor = millis % UNITS[i] / UNITS[i + 1];
                String text = major + " " + NAMES[i] + (i == 0 && major > 1 ? "s" : "");
                return major < 10 ? text + " " + minor + " " + NAMES[i + 1] : text;
            }
        }
        if (millis >= 10_000) {
            return millis / 1000 + " sec";
        }
        if (millis >= 1000) {
            long tenths = millis / 100;
            return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " sec";
        }
        return millis >= 100 ? "0." + millis / 100 + (millis % 100 / 10 == 0 ? "" : "" + millis % 100 / 10) + " sec" : millis + " ms";
    }
}

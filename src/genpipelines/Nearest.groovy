package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** The name that a person probably meant. */
class Nearest implements Serializable {
    private static final long serialVersionUID = 1L

    /** A hint to append to a message: `; did you mean depth?`, or nothing when no name is near. */
    @NonCPS
    static String hint(String wrong, List<String> names) {
        int least = Math.max(2, wrong.length().intdiv(3)) + 1
        String best = null
        for (String name : names) {
            int away = distance(wrong.toLowerCase(), name.toLowerCase())
            if (away < least) {
                least = away
                best = name
            }
        }
        return best == null ? '' : "; did you mean ${best}?".toString()
    }

    /** Letters that have to be added, taken away or replaced. */
    @NonCPS
    private static int distance(String one, String other) {
        List<Integer> above = (0..other.length()).toList()
        for (int row = 1; row <= one.length(); row++) {
            List<Integer> here = [row]
            for (int column = 1; column <= other.length(); column++) {
                int replaced = above[column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1)
                here.add(Math.min(replaced, Math.min(above[column], here[column - 1]) + 1))
            }
            above = here
        }
        return above[other.length()]
    }
}

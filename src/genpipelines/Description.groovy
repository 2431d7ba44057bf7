package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** The description of a build: what somebody wrote, then one part for each thing a step has to say. */
class Description implements Serializable {
    private static final long serialVersionUID = 1L
    private static final String BETWEEN = ' · '

    /** The description with `NAME: TEXT` in it, in place of what the same name said before. */
    @NonCPS
    static String with(String before, String name, String text) {
        List<String> kept = parts(before).findAll { String part -> !part.startsWith(name + ': ') }
        kept.add(name + ': ' + text.replace(BETWEEN, ', ').replaceAll(/[<>&\r\n]/, ' '))
        return kept.join(BETWEEN)
    }

    /** The text of one part; empty when nothing was said under that name. */
    @NonCPS
    static String part(String description, String name) {
        for (String part : parts(description)) {
            if (part.startsWith(name + ': ')) {
                return part.substring(name.length() + 2)
            }
        }
        return ''
    }

    /** All parts. */
    @NonCPS
    static List<String> parts(String description) {
        return description ? description.split(BETWEEN).toList() : []
    }
}

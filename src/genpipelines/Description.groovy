package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** The description of a build: what somebody wrote, then one part for each thing a step has to say. */
class Description implements Serializable {
    private static final long serialVersionUID = 1L
    private static final String BETWEEN = ' · '

    /** The description with `NAME: TEXT` in it, in place of what the same name said before. */
    @NonCPS
    static String with(String before, String name, String text) {
        List<String> parts = before ? before.split(BETWEEN).toList() : []
        List<String> kept = parts.findAll { String part -> !part.startsWith(name + ': ') }
        kept.add(name + ': ' + text.replace(BETWEEN, ', ').replaceAll(/[<>&\r\n]/, ' '))
        return kept.join(BETWEEN)
    }
}

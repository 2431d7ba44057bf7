package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** Values on their way to a shell script and to file names. */
class Variables implements Serializable {
    private static final long serialVersionUID = 1L

    /** For `withEnv`: `failOn: ['high', 'low']` is `GP_FAIL_ON`, a line each. */
    @NonCPS
    static List<String> of(Map values) {
        List<String> all = []
        for (Map.Entry entry : values.entrySet()) {
            all.add('GP_' + entry.key.toString().replaceAll(/([A-Z])/, '_$1').toUpperCase() + '=' + text(entry.value))
        }
        return all
    }

    @NonCPS
    private static String text(Object value) {
        if (value instanceof Map) {
            List<String> lines = []
            for (Map.Entry entry : value.entrySet()) {
                lines.add("${entry.key}=${entry.value}".toString())
            }
            return lines.join('\n')
        }
        return value == null ? '' : value instanceof List ? value.join('\n') : value.toString()
    }

    /** A name that is safe in a path, whatever the stage is called. */
    @NonCPS
    static String fileName(String text) {
        return text.replaceAll(/[^A-Za-z0-9._-]+/, '-').replaceAll(/^[.-]+/, '')
    }
}

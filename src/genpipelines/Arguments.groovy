package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/**
 * The arguments of a call: checked against the contract of the step, and filled up with its defaults.
 * All mistakes are collected. A null counts as left out: it is what an unset variable of the environment gives.
 */
class Arguments implements Serializable {
    private static final long serialVersionUID = 1L
    private static final Map<String, String> WORDS = [
        string: 'text', boolean: 'true or false', integer: 'a whole number', number: 'a number', list: 'a list', map: 'a map',
        duration: 'a duration like 90s, 15m or 24h',
    ].asImmutable()

    /** What is wrong, one sentence each; filled by {@link #filled}. */
    final List<String> problems = []
    private final String step
    private final Map parameters

    /** @param parameters the contract's: by name a map of type, required, default, allowed, minimum, items, fields */
    Arguments(String step, Map parameters) {
        this.step = step
        this.parameters = parameters
    }

    /** Every parameter of the contract by name: as given, else its default, else null. Texts are plain strings. */
    @NonCPS
    Map filled(Map given) {
        return fields("${step}: ".toString(), '', parameters, given)
    }

    @NonCPS
    private Map fields(String start, String path, Map declared, Map given) {
        Map<String, Object> texts = [:]
        for (Map.Entry entry : given.entrySet()) {
            String key = entry.key.toString()
            if (declared.containsKey(key)) {
                texts[key] = entry.value
            } else {
                problems.add("${start}there is no parameter ${path}${key}${Nearest.hint(key, declared.keySet().toList())}".toString())
            }
        }
        Map<String, Object> all = [:]
        for (Map.Entry entry : declared.entrySet()) {
            all[entry.key] = value(start, "${path}${entry.key}".toString(), entry.value, texts[entry.key])
        }
        return all
    }

    @NonCPS
    private Object value(String start, String path, Map declared, Object given) {
        if (given == null) {
            if (declared.required) {
                problems.add("${start}${path} is missing: ${declared.doc}".toString())
            }
            return declared['default']
        }
        Object plain = given instanceof CharSequence ? given.toString() : given
        if (!fits(declared.type, plain)) {
            problems.add("${start}${path} must be ${WORDS[declared.type]}, not ${shown(plain)}".toString())
            return plain
        }
        limits(start, path, declared, plain)
        return inside(start, path, declared, plain)
    }

    @NonCPS
    private void limits(String start, String path, Map declared, Object plain) {
        if (declared.allowed && !declared.allowed.contains(plain)) {
            String hint = plain instanceof String ? Nearest.hint(plain, declared.allowed) : ''
            problems.add("${start}${path} must be one of ${declared.allowed.join(', ')}, not ${shown(plain)}${hint}".toString())
        }
        if (declared.minimum != null && plain.doubleValue() < declared.minimum.doubleValue()) {
            problems.add("${start}${path} must be at least ${declared.minimum}, not ${plain}".toString())
        }
    }

    @NonCPS
    private Object inside(String start, String path, Map declared, Object plain) {
        if (plain instanceof Map) {
            if (declared.fields) {
                return fields(start, "${path}.".toString(), declared.fields, plain)
            }
            Map<String, Object> copy = [:]
            for (Map.Entry entry : plain.entrySet()) {
                copy[entry.key.toString()] = item(start, "${path}.${entry.key}".toString(), declared.items, entry.value)
            }
            return copy
        }
        if (plain instanceof List) {
            List copy = []
            for (int index = 0; index < plain.size(); index++) {
                copy.add(item(start, "${path}[${index}]".toString(), declared.items, plain[index]))
            }
            return copy
        }
        return plain
    }

    /** An item without a description is taken over as it is, with plain strings. */
    @NonCPS
    private Object item(String start, String path, Map declared, Object given) {
        return value(start, path, declared == null ? [type: 'any'] : declared, given)
    }

    @NonCPS
    private static boolean fits(String type, Object value) {
        switch (type) {
            case 'string': return value instanceof String
            case 'duration': return value instanceof String && value ==~ /[1-9][0-9]*[smhd]/
            case 'boolean': return value instanceof Boolean
            case 'integer': return value instanceof Integer || value instanceof Long
            case 'number': return value instanceof Number
            case 'list': return value instanceof List
            case 'map': return value instanceof Map
            default: return true
        }
    }

    @NonCPS
    private static String shown(Object value) {
        String text = value instanceof String ? "'${value}'" : "${value} (${value.getClass().simpleName})"
        return text.length() > 80 ? text.substring(0, 80) + '…' : text
    }
}

package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** Waivers: findings that somebody answers for until a day. One without an owner, a reason or an end date is a mistake. */
class Waivers implements Serializable {
    private static final long serialVersionUID = 1L
    private static final List<String> KEYS = ['rule', 'owner', 'reason', 'until', 'path', 'tool']

    /** What is wrong, one sentence each; filled by {@link #read}. */
    final List<String> problems = []

    /** Waivers as plain texts, from what the YAML file holds. */
    @NonCPS
    List<Map> read(Object document) {
        if (document == null) {
            return []
        }
        if (!(document instanceof List)) {
            problems.add('the file must be a list of waivers')
            return []
        }
        List<Map> all = []
        for (int index = 0; index < document.size(); index++) {
            all.add(waiver(index + 1, document[index]))
        }
        return all
    }

    @NonCPS
    private Map waiver(int number, Object given) {
        Map<String, String> texts = [:]
        if (!(given instanceof Map)) {
            problems.add("waiver ${number} must have rule, owner, reason and until".toString())
            return texts
        }
        for (Map.Entry entry : given.entrySet()) {
            String key = entry.key.toString()
            if (!KEYS.contains(key)) {
                problems.add("waiver ${number}: ${key} means nothing here${Nearest.hint(key, KEYS)}".toString())
            }
            texts[key] = entry.value instanceof Date ? day(entry.value) : entry.value == null ? '' : entry.value.toString().trim()
        }
        for (String key : KEYS.subList(0, 4)) {
            if (!texts[key]) {
                problems.add("waiver ${number}${texts.rule ? " (${texts.rule})" : ''} has no ${key}".toString())
            }
        }
        if (texts.until && !(texts.until ==~ /\d{4}-\d{2}-\d{2}/)) {
            problems.add("waiver ${number}: until must be a day like 2027-01-31, not ${texts.until}".toString())
        }
        return texts
    }

    /** YAML reads a bare day as midnight in UTC. */
    @NonCPS
    private static String day(Date date) {
        return date.format('yyyy-MM-dd', TimeZone.getTimeZone('UTC'))
    }
}

package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** A quality gate of SonarQube: the conditions that failed, and by how much. */
class QualityGate implements Serializable {
    private static final long serialVersionUID = 1L

    /**
     * The failed conditions of an answer of `api/qualitygates/project_status`: metric, value, threshold, text.
     *
     * @param answer the parsed JSON; null or something else gives none
     */
    @NonCPS
    static List<Map> failed(Object answer) {
        List<Map> found = []
        Object status = answer instanceof Map ? answer.projectStatus : null
        Object conditions = status instanceof Map ? status.conditions : null
        if (conditions instanceof List) {
            for (Object one : conditions) {
                if (one instanceof Map && one.status != 'OK') {
                    found.add([metric: one.metricKey, value: one.actualValue, threshold: one.errorThreshold, text: text(one)])
                }
            }
        }
        return found
    }

    /** `coverage is 41.7, must be at least 80 (38.3 less)` */
    @NonCPS
    private static String text(Map one) {
        String bound = one.comparator == 'LT' ? 'at least' : one.comparator == 'GT' ? 'at most' : 'other than'
        String text = "${one.metricKey} is ${one.actualValue}, must be ${bound} ${one.errorThreshold}"
        String value = String.valueOf(one.actualValue)
        String threshold = String.valueOf(one.errorThreshold)
        if (!value.isNumber() || !threshold.isNumber()) {
            return text
        }
        double apart = Math.round(Math.abs(value.toDouble() - threshold.toDouble()) * 100.0d) / 100.0d
        String shown = apart == Math.floor(apart) ? String.valueOf(apart as long) : String.valueOf(apart)
        return "${text} (${shown} ${one.comparator == 'LT' ? 'less' : 'more'})".toString()
    }
}

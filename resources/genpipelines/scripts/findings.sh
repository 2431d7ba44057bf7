# shellcheck shell=sh
# Judges what a scanner found. The scanner's script has made $gp_work/findings: one JSON object a line with tool, rule,
# severity, message, file and line; fix where there is one; known where a baseline has it.

# judge: counts, waives and reports, and writes the outcome. GP_FAIL_ON lists the severities that count.
judge() {
  printf '%s\n' "${GP_FAIL_ON:-}" >"$gp_work/fail-on"
  if [ -n "${GP_WAIVERS:-}" ]; then cp "$gp_root/$GP_WAIVERS" "$gp_work/waivers"; else printf '[]\n' >"$gp_work/waivers"; fi
  cp "$gp_cache/findings/$(baseline_name).keys" "$gp_work/before" 2>/dev/null || : >"$gp_work/before"
  jq -n --rawfile fail_on "$gp_work/fail-on" --slurpfile waivers "$gp_work/waivers" --rawfile before "$gp_work/before" \
    --arg today "$(date -u +%Y-%m-%d)" '
    def fits(value): . == null or . == "" or . == value;
    def below(file): . == null or . == "" or . == file or (rtrimstr("/") as $folder | file | startswith($folder + "/"));
    def waiver($f): first($waivers[0][] | select(.rule == $f.rule and (.tool | fits($f.tool)) and (.path | below($f.file)))) // null;
    ($fail_on | split("\n") | map(select(. != ""))) as $counts
    | ($before | split("\n") | map({key: ., value: true}) | from_entries) as $before
    | [foreach inputs as $f ({};
        .base = "\($f.tool)|\($f.rule)|\($f.file)" | .seen[.base] += 1;
        . as $s | waiver($f) as $w | "\($s.base)|\($s.seen[$s.base])" as $key
        | $f + {key: $key, new: ($f.new // ($before[$key] == null))}
        + {status: (if $w and $w.until >= $today then "waived" elif $f.known then "known" elif $counts | index($f.severity) then "counts" else "below" end)}
        + (if $w then {waiver: ($w | {owner, reason, until})} else {} end))]
  ' "$gp_work/findings" >"$gp_report.findings.json"
  sarif <"$gp_report.findings.json" >"$gp_report.sarif"
  expired
  # shellcheck disable=SC2016 # jq's variables
  conclude --slurpfile all "$gp_report.findings.json" --arg report "reports/scans/$GP_KEY.sarif" '
    def rank: {critical: 0, high: 1, medium: 2, low: 3}[.severity] // 4;
    $all[0] as $all | ($all | map(select(.status == "counts"))) as $counting
    | {verdict: (if $counting == [] then "clean" else "findings" end),
       counts: (reduce ($all[] | select(.status != "waived" and .status != "known")) as $f ({critical: 0, high: 0, medium: 0, low: 0}; .[$f.severity] += 1)),
       counting: ($counting | length),
       new: ($counting | map(select(.new)) | length),
       waived: ($all | map(select(.status == "waived")) | length),
       known: ($all | map(select(.status == "known")) | length),
       top: ($counting | sort_by(rank) | .[:5] | map("\(.severity): \(.rule) in \(.file)\(if .line > 0 then ":\(.line)" else "" end): \(.message)" | gsub("[\\x00-\\x1f\\x7f]"; " ") | .[:240])),
       report: $report}'
}

# baseline_name: where the findings of the last good build of the branch that this build is compared with are kept.
baseline_name() {
  baseline_job=${JOB_NAME:-job}
  [ -z "${CHANGE_TARGET:-}" ] || baseline_job="${baseline_job%/*}/$(printf '%s' "$CHANGE_TARGET" | sed 's,/,%2F,g')"
  printf '%s' "$baseline_job" | sed 's,[^A-Za-z0-9._%-],_,g'
}

# expired: waivers that are over come back, and say whose they were.
expired() {
  jq -r --arg today "$(date -u +%Y-%m-%d)" '
    map(select(.waiver and .waiver.until < $today)) | group_by(.rule)[] | .[0]
    | "the waiver for \(.rule) ended on \(.waiver.until); ask \(.waiver.owner)" | gsub("[\\x00-\\x1f\\x7f]"; " ")' "$gp_report.findings.json"
}

# sarif: findings as SARIF 2.1.0, one run a tool.
sarif() {
  jq '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: (group_by(.tool) | map(
    {tool: {driver: {name: .[0].tool, rules: (map({id: .rule}) | unique)}},
     results: map(
       {ruleId: .rule, level: (if .severity == "critical" or .severity == "high" then "error" elif .severity == "medium" then "warning" else "note" end),
        message: {text: .message}, partialFingerprints: {"genPipelines/v1": .key},
        properties: {"security-severity": ({critical: "9.5", high: "8.0", medium: "5.5", low: "2.0"}[.severity] // "0.0"), severity: .severity},
        baselineState: (if .new then "new" else "unchanged" end),
        locations: [{physicalLocation: ({artifactLocation: {uri: (.file | gsub("\\\\"; "/") | split("/") | map(@uri) | join("/"))}} + (if .line > 0 then {region: {startLine: .line}} else {} end))}]}
       + (if .status == "waived" then {suppressions: [{kind: "external", status: "accepted", justification: "\(.waiver.reason) (\(.waiver.owner), until \(.waiver.until))"}]} else {} end))}))}'
}

# shellcheck shell=sh
# What all scanners have in common. A finding is a JSON object: tool, rule, severity (critical, high, medium, low, info), message,
# file and line (0: the whole file); `fix` where there is one, `known` where a baseline has it. Judged, it has besides: key, which
# stays the same when lines move; new; status (counts, below, known, waived); waiver.

# shellcheck disable=SC2016 # jq's variables
gp_defs='
  def fits(value): . == null or . == "" or . == value;
  def below(file): . == null or . == "" or . == file or (rtrimstr("/") as $folder | file | startswith($folder + "/"));
  def waiver($waivers): . as $f | first($waivers[] | select(.rule == $f.rule and (.tool | fits($f.tool)) and (.path | below($f.file)))) // null;
  def waive($waivers; $today): waiver($waivers) as $w
    | if $w then .waiver = ($w | {owner, reason, until}) | (if $w.until >= $today then .status = "waived" else . end) else . end;
  def lines: split("\n") | map(select(. != ""));
  def known_keys: lines | map({key: ., value: true}) | from_entries;
  def rank: {critical: 0, high: 1, medium: 2, low: 3}[.severity] // 4;
  def plain: gsub("[\\x00-\\x1f\\x7f]"; " ") | .[:240];
  def told: "\(.severity): \(.rule) in \(.file)\(if .line > 0 then ":\(.line)" else "" end): \(.message)" | plain;
  def numbers: reduce (.[] | select(.status != "waived" and .status != "known")) as $f ({critical: 0, high: 0, medium: 0, low: 0}; .[$f.severity] += 1);
  def result: {ruleId: .rule, level: ({critical: "error", high: "error", medium: "warning"}[.severity] // "note"), message: {text: .message},
      partialFingerprints: {"genPipelines/v1": .key}, baselineState: (if .new then "new" else "unchanged" end),
      properties: {severity: .severity, "security-severity": ({critical: "9.5", high: "8.0", medium: "5.5", low: "2.0"}[.severity] // "0.0")},
      locations: [{physicalLocation: ({artifactLocation: {uri: (.file | split("/") | map(@uri) | join("/"))}} + (if .line > 0 then {region: {startLine: .line}} else {} end))}]}
    + (if .status == "waived" then {suppressions: [{kind: "external", status: "accepted", justification: "\(.waiver.reason) (\(.waiver.owner), until \(.waiver.until))"}]} else {} end);
  def sarif: {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0",
    runs: map({tool: {driver: {name: .tool, rules: (.findings | map({id: .rule}) | unique)}}, results: (.findings | map(result))})};
'

# judge TOOL: takes the findings in $gp_work/findings, one a line; counts, waives, reports, and writes the outcome. GP_FAIL_ON lists the
# severities that count, GP_AT_LEAST from how many on (SEVERITY=NUMBER); GP_ONLY_NEW leaves out what the branch had before.
judge() {
  printf '%s\n' "${GP_FAIL_ON:-}" >"$gp_work/fail-on"
  printf '%s\n' "${GP_AT_LEAST:-}" >"$gp_work/at-least"
  waivers_and_before
  jq -n --rawfile fail_on "$gp_work/fail-on" --rawfile at_least "$gp_work/at-least" --slurpfile waivers "$gp_work/waivers" --rawfile before "$gp_work/before" \
    --arg today "$(date -u +%Y-%m-%d)" --arg tool "$1" --arg only_new "${GP_ONLY_NEW:-false}" "$gp_defs"'
    ($fail_on | lines) as $counts | ($before | known_keys) as $before
    | ($at_least | lines | map(split("=") | {key: .[0], value: (.[1] | tonumber)}) | from_entries) as $at_least
    | [foreach inputs as $f ({}; .base = "\($tool)|\($f.rule)|\($f.file)" | .seen[.base] += 1;
        "\(.base)|\(.seen[.base])" as $key
        | {tool: $tool} + $f + {key: $key, new: (if $f.known then false else $before[$key] == null end)}
        | .status = (if .known or ($only_new == "true" and (.new | not)) then "known" elif (.severity as $s | $counts | index($s)) then "counts" else "below" end)
        | waive($waivers[0]; $today))]
    | (map(select(.status == "counts")) | group_by(.severity) | map(select(length < ($at_least[.[0].severity] // 1)) | .[0].severity)) as $few
    | map(if .status == "counts" and (.severity as $s | $few | index($s)) then .status = "below" else . end)
    | {tool: $tool, findings: .}' "$gp_work/findings" >"$gp_work/judged" || stop 'the findings could not be read' 'is the disk full?'
  mv "$gp_work/judged" "$gp_report.findings.json"
  jq "$gp_defs [.] | sarif" "$gp_report.findings.json" >"$gp_report.sarif"
  jq -r --arg today "$(date -u +%Y-%m-%d)" "$gp_defs"' .findings | map(select(.waiver and .waiver.until < $today)) | group_by(.rule)[] | .[0]
    | "the waiver for \(.rule) ended on \(.waiver.until); ask \(.waiver.owner)" | plain' "$gp_report.findings.json"
  # shellcheck disable=SC2016 # jq's variables
  conclude --slurpfile all "$gp_report.findings.json" --arg report "reports/scans/$GP_KEY.sarif" --arg note "${gp_note:-}" "$gp_defs"'
    $all[0].findings as $all | ($all | map(select(.status == "counts"))) as $counting
    | {verdict: (if $counting == [] then "clean" else "findings" end), counts: ($all | numbers), counting: ($counting | length),
       new: ($counting | map(select(.new)) | length), waived: ($all | map(select(.status == "waived")) | length), known: ($all | map(select(.status == "known")) | length),
       top: ($counting | sort_by(rank) | .[:5] | map(told)), report: $report}
    + (if $note == "" then {} else {message: $note} end)'
}

# waivers_and_before: what is waived, and the keys of the findings that the branch had at its last good build.
waivers_and_before() {
  if [ -n "${GP_WAIVERS:-}" ]; then cp "$gp_root/$GP_WAIVERS" "$gp_work/waivers"; else printf '[]\n' >"$gp_work/waivers"; fi
  baseline_job=${JOB_NAME:-job}
  [ -z "${CHANGE_TARGET:-}" ] || baseline_job="${baseline_job%/*}/$(printf '%s' "$CHANGE_TARGET" | sed 's,/,%2F,g')"
  cp "$(keys_of "$baseline_job")" "$gp_work/before" 2>/dev/null || : >"$gp_work/before"
}

# keys_of JOB: the file with the keys of a job's last good build.
keys_of() {
  printf '%s/findings/%s.keys' "$gp_cache" "$(printf '%s' "$1" | sed 's,[^A-Za-z0-9._%-],_,g')"
}

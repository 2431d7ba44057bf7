# shellcheck shell=sh
# Reads what all parts of the tests reported, and judges.
: >"$gp_work/summary"
: >"$gp_work/times"
: >"$gp_work/lines"
: >"$gp_work/reports"
tests_stopped= # the first command that ended with an exit code, and what it said
tests_code=0

# tests_new FILE: whether it was written by these tests.
tests_new() {
  [ -n "$(find "./$1" -type f -newer "$tests_temporary/began" 2>/dev/null)" ]
}

# tests_reports PART: its reports of this build; those of an earlier one stay what they are.
tests_reports() {
  tests_fitting "$GP_REPORTS" >"$gp_work/found"
  while IFS= read -r tests_report; do
    tests_new "$tests_report" || continue
    junit_cases "$tests_report" >>"$gp_work/cases" || tests_unreadable "$1" "$tests_report"
    printf '%s\n' "$tests_report" >>"$gp_work/reports"
    [ "$GP_PARTS" -gt 1 ] || continue # of a copy: it is gone soon
    tests_target="$tests_kept/part-$1/$tests_report"
    { mkdir -p "${tests_target%/*}" && cp -- "$tests_report" "$tests_target"; } || stop "the report $tests_report cannot be kept" 'is the disk full?'
  done <"$gp_work/found"
}

# tests_unreadable PART REPORT: no XML to its end, which is what a runner leaves that was killed.
tests_unreadable() {
  stop "the report $2${GP_SEVERAL:+ of part $1} is no JUnit report to its end" "the command ended with exit code $GP_CODE; look at its output above; is the disk full?"
}

# tests_coverage PART: its lines, as the sources are called and not their copies.
tests_coverage() {
  tests_new "$GP_COVERAGE_REPORT" || return 0
  coverage_lines "$GP_COVERAGE_FORMAT" "$GP_COVERAGE_REPORT" >"$gp_work/covered" || stop "the coverage report $GP_COVERAGE_REPORT is no $GP_COVERAGE_FORMAT to its end" 'check the argument coverage.format'
  here="$(pwd -P)/" awk -F '\t' 'BEGIN { OFS = FS; here = ENVIRON["here"] } index($1, here) == 1 { $1 = substr($1, length(here) + 1) } { print }' "$gp_work/covered" >>"$gp_work/lines"
}

GP_SEVERAL=
[ "$GP_PARTS" = 1 ] || GP_SEVERAL=yes
tests_part=1
while [ "$tests_part" -le "$GP_PARTS" ]; do
  tests_outcome="$gp_root/reports/steps/$GP_CALL-$tests_part.outcome.json"
  GP_CODE=$(jq -r '.code' "$tests_outcome")
  if [ "$GP_CODE" != 0 ] && [ "$tests_code" = 0 ]; then
    tests_code=$GP_CODE
    tests_stopped=$tests_outcome
  fi
  tests_place "$tests_part"
  : >"$gp_work/cases"
  [ -z "${GP_REPORTS:-}" ] || tests_reports "$tests_part"
  [ -z "${GP_COVERAGE_REPORT:-}" ] || tests_coverage "$tests_part"
  junit_summary "$gp_work/cases" | sed "s/^/$tests_part$(printf '\t')/" >>"$gp_work/summary"
  junit_times "$gp_work/cases" | sed "s/^/$tests_part$(printf '\t')$(jq '.seconds' "$tests_outcome")$(printf '\t')/" >>"$gp_work/times"
  tests_part=$((tests_part + 1))
done
cd "$gp_root"

if [ -s "$gp_work/lines" ]; then
  coverage_merged "$gp_work/lines" >"$tests_kept/coverage.lcov" || stop 'the merged coverage cannot be written' 'is the disk full?'
  tests_covered=$(tail -n 1 "$tests_kept/coverage.lcov")
  sed -i '$d' "$tests_kept/coverage.lcov"
fi
if [ -n "$tests_stopped" ]; then jq '{code, said}' "$tests_stopped" >"$gp_work/stopped"; else echo null >"$gp_work/stopped"; fi
tests_commit=$(git rev-parse --verify --quiet HEAD 2>/dev/null) || tests_commit=
jq -e 'select(type == "object")' "$tests_history" >"$gp_work/history" 2>/dev/null || echo '{}' >"$gp_work/history"

# shellcheck disable=SC2016 # jq's variables
tests_defs='
  def plain($longest): gsub("[\\x00-\\x1f\\x7f]"; " ") | .[:$longest];
  def whole: {class: .[4], test: .[5], part: (.[0] | tonumber)};
  def name: if .class == "" or .test == .class then .test else "\(.class): \(.test)" end | plain(200);
  def hidden($secrets): reduce $secrets[] as $secret (.; split($secret) | join("****"));'
# shellcheck disable=SC2016
jq -Rn --rawfile reports "$gp_work/reports" --slurpfile stopped "$gp_work/stopped" --slurpfile history "$gp_work/history" --arg commit "$tests_commit" \
  --arg covered "${tests_covered:-}" --arg secrets "${GP_SECRETS:-}" "$tests_defs"'
  ($secrets | split("\n") | map(select(. != "") | env[.] // "" | select(. != ""))) as $hidden
  | ($history[0].commits[$commit] // null) as $before
  | [inputs | split("\t")] as $rows
  | ([$rows[] | select(.[1] == "counts")] | {passed: (map(.[2] | tonumber) | add), failed: (map(.[3] | tonumber) | add), skipped: (map(.[4] | tonumber) | add)}) as $counts
  | [$rows[] | select(.[1] == "failed") | whole + {message: (.[6] // "" | hidden($hidden) | plain(300))}
      | . + (if $before and ((name) as $n | $before | index($n) | not) then {before: "passed"} else {} end)] as $failed
  | [$rows[] | select(.[1] == "flaky") | whole] as $flaky
  | ([$failed[] | name] + [$flaky[] | name]) as $now
  | ([$flaky[] | name] + [$before // [] | .[] | select(. as $n | $now | index($n) | not)] | unique) as $named
  | ($covered | ltrimstr("# ") | split(" ") | map(tonumber)) as $lines
  | {counts: $counts, failed: $failed, flaky: (if $counts.passed > 0 then $named else [$flaky[] | name] end),
     coverage: (if ($lines[1] // 0) > 0 then $lines[0] * 100 / $lines[1] else null end),
     reports: ($reports | split("\n") | map(select(. != "")) | length), stopped: $stopped[0]}' "$gp_work/summary" >"$tests_kept/tests.json" ||
  stop 'what the tests reported cannot be read' 'is the disk full?'

# shellcheck disable=SC2016
jq -n --slurpfile told "$tests_kept/tests.json" --arg minimum "${GP_COVERAGE_MINIMUM:-0}" --arg report "${GP_COVERAGE_REPORT:-}" --arg patterns "${GP_REPORTS:-}" \
  --arg kept "reports/tests/$GP_CALL" --arg parts "$GP_PARTS" "$tests_defs"'
  $told[0] as $t | ($minimum | tonumber) as $minimum | ($t.stopped.code // 0) as $code
  | def percent: . * 100 | floor / 100;
    def last: $t.stopped.said // "" | split("\n") | map(select(. != "")) | .[-5:] | join("\n  ");
    def error($message; $hint): {verdict: "error", message: $message, hint: $hint};
    def found($message; $top): {verdict: "findings", message: $message, top: $top};
    def told: ["passed: \($t.counts.passed)", (if $t.counts.skipped > 0 then "skipped: \($t.counts.skipped)" else empty end),
      (if $t.flaky != [] then "flaky: \($t.flaky[:3] | join(", "))\(if ($t.flaky | length) > 3 then " and \(($t.flaky | length) - 3) more" else "" end)" else empty end),
      (if $t.coverage then "coverage: \($t.coverage | percent) %" else empty end)] | join(", ");
    def judged:
      if $code > 128 then error("the command was killed by signal \($code - 128)"; if $code == 137 then "the agent may be short of memory" else last end)
      elif $code == 126 or $code == 127 then error("the command cannot be run"; last)
      elif $patterns == "" then (if $code == 0 then {} else found("the command ended with exit code \($code); which tests failed only reports could say"; [last]) end)
      elif $t.counts.failed > 0 then found("failed: \($t.counts.failed) of \($t.counts.failed + $t.counts.passed)";
        [$t.failed[:10][] | "\(name)\(if .message == "" then "" else ": \(.message)" end)\(if .before then " (it passed before on this commit)" else "" end)"])
      elif $code != 0 then error("the command ended with exit code \($code), though no test failed"; last)
      elif $t.reports == 0 then error("the tests wrote no report that fits \($patterns)"; "check the argument reports: it counts from the folder of the service")
      elif $t.counts.passed + $t.counts.skipped == 0 then error("no test was run"; "check the command; a project without tests needs no step that runs them")
      else {} end
      | if .verdict or $report == "" then .
        elif $t.coverage == null then error("the tests wrote no coverage report \($report), or it has no lines"; "check the argument coverage.report: it counts from the folder of the service")
        elif $t.coverage < $minimum then found("the coverage of \($t.coverage | percent) % is below \($minimum) %"; ["by file: \($kept)/coverage.lcov"])
        else . end;
    judged
    | if .verdict then . else {verdict: "clean", message: (if $patterns == "" then "the command ended well" else told end)} end
    | . + {passed: $t.counts.passed, failed: ($t.failed[:50] | map({name: name, message, part})), failures: $t.counts.failed, flaky: $t.flaky[:50], skipped: $t.counts.skipped,
       coverage: (if $t.coverage then $t.coverage | percent else null end), parts: ($parts | tonumber)}' >"$gp_work/verdict"

# tests_remember: how long each file took, and which tests of this commit failed; for the next builds. A tool says a file by its path or by a
# class, whose last parts may stand for something inside the file; where it says neither, the files of a part share the part's time.
tests_remember() {
  # shellcheck disable=SC2016
  jq -Rn --slurpfile plan "$tests_temporary/plan.json" --slurpfile history "$gp_work/history" --slurpfile told "$tests_kept/tests.json" --arg commit "$tests_commit" "$tests_defs"'
    ([$plan[0].parts[].files[]]) as $files
    | (reduce $files[] as $file ({}; .[$file] = $file | ($file | sub("\\.[^./]+$"; "") | split("/")) as $path
        | reduce range($path | length) as $from (.; .[$path[$from:] | join("/")] //= $file))) as $index
    | def file_of: . as $key | (ltrimstr("./")) as $path
        | [$index[$path], ($files[] | select(. as $f | $path | endswith("/" + $f))),
           (($path | gsub("[.:]+"; "/") | split("/")) as $parts | range($parts | length; 0; -1) | $index[$parts[:.] | join("/")])] | map(select(.)) | first // null;
    [inputs | split("\t") | {part: (.[0] | tonumber), all: (.[1] | tonumber), seconds: (.[2] | tonumber), file: (.[3] | file_of)}] as $rows
    | ([$rows[] | select(.file) | .part] | unique) as $told_parts
    | ([$rows[] | select(.file)]
        + [$rows | unique_by(.part)[] | select(.part as $p | $told_parts | index($p) | not) | $plan[0].parts[.part - 1].files as $own | $own[] as $file | {$file, seconds: (.all / ($own | length))}]) as $shared
    | (reduce $shared[] as $one ({}; .[$one.file] += $one.seconds)) as $times
    | $history[0] as $old
    | {times: (($old.times // {}) + $times | if $files == [] then . else with_entries(select(.key as $k | $index[$k] == $k)) end),
       commits: (($old.commits // {}) | to_entries | map(select(.key != $commit)) | .[-19:] | from_entries
         + (if $commit == "" then {} else {($commit): [$told[0].failed[] | name]} end))}' "$gp_work/times" >"$gp_work/next" || return 1
  mkdir -p "${tests_history%/*}" && cp "$gp_work/next" "$tests_history.$$" && mv "$tests_history.$$" "$tests_history"
}
if [ "$(jq -r '.verdict' "$gp_work/verdict")" != error ] && [ -n "${GP_REPORTS:-}" ]; then
  tests_remember || echo 'the times of these tests could not be kept for the next build'
fi
rm -rf "$tests_temporary"
# shellcheck disable=SC2016
conclude --slurpfile verdict "$gp_work/verdict" '$verdict[0]'

# shellcheck shell=sh
# Load tests: whatever the tool is, what it measured comes to the same few numbers: times in milliseconds, errors as a share, rate a second.
load_kept="$gp_root/reports/load/$GP_KEY"

# load_run TOOL COMMAND...: the tool's exit code in $load_code; it is never stopped by one.
load_run() {
  load_code=0
  "$@" || load_code=$?
}

# load_requests FORM: the requests of the file GP_SCRIPT, checked. METHOD /PATH, a line each; blank lines and those with # are left out.
load_requests() {
  [ -n "${GP_URL:-}" ] || stop "$GP_TOOL needs the address that is tested" 'give the argument url, or the environment its url in the catalog'
  grep -v '^[[:space:]]*\(#.*\)\{0,1\}$' "$GP_SCRIPT" >"$gp_work/requests" || :
  [ -s "$gp_work/requests" ] || stop "$GP_SCRIPT names no request" 'write a line for each, like GET /healthz'
  if load_wrong=$(grep -vnE '^(GET|HEAD|OPTIONS|DELETE|POST|PUT|PATCH) /[!-~]*$' "$gp_work/requests"); then
    stop "$GP_SCRIPT has a line that is no request: $(printf '%s\n' "$load_wrong" | head -n 1 | cut -c 1-200)" 'write a line for each, like GET /healthz'
  fi
}

# load_k6: the script says what is done; it finds the address in BASE_URL.
load_k6() {
  need k6 k6 version
  load_run env BASE_URL="${GP_URL:-}" ENVIRONMENT="$GP_ENVIRONMENT" k6 run --quiet --no-color --no-usage-report --summary-trend-stats 'avg,min,med,max,p(90),p(95),p(99)' \
    --summary-export "$gp_work/summary.json" --out "csv=$load_kept.samples.csv.gz" -- "$GP_SCRIPT"
  case $load_code in 0 | 99) ;; *) stop "k6 broke off with exit code $load_code" 'look at its output above' ;; esac # 99: thresholds of the script
  json "$gp_work/summary.json"
  jq '.metrics | {p50: .http_req_duration.med, p90: .http_req_duration["p(90)"], p95: .http_req_duration["p(95)"], p99: .http_req_duration["p(99)"],
    mean: .http_req_duration.avg, max: .http_req_duration.max, errors: .http_req_failed.value, rate: .http_reqs.rate, requests: .http_reqs.count}' "$gp_work/summary.json" >"$gp_work/metrics"
  [ "$load_code" = 0 ] || load_own=$(jq -r '[.metrics | to_entries[] | .key as $metric | .value.thresholds // {} | to_entries[] | select(.value) | "\($metric): \(.key)"] | join("\n")' "$gp_work/summary.json")
  [ "$load_code" = 0 ] || load_own=${load_own:-'k6 ended with 99 and does not say which'}
}

# load_vegeta: all requests in turn, at a constant rate.
load_vegeta() {
  command -v vegeta >/dev/null 2>&1 || stop 'vegeta is missing' 'install vegeta 12.8 or later on the agent, or choose an agent that has it'
  load_requests
  url=${GP_URL%/} awk '{ print $1 " " ENVIRON["url"] $2 }' "$gp_work/requests" >"$gp_work/targets"
  load_run vegeta attack -targets="$gp_work/targets" -rate="${GP_RATE:-50}/1s" -duration="$GP_DURATION" -output="$gp_work/results"
  [ "$load_code" = 0 ] || stop "vegeta broke off with exit code $load_code" 'look at its output above'
  vegeta report "$gp_work/results"
  vegeta report -type=json "$gp_work/results" >"$gp_work/summary.json" || stop 'vegeta cannot read its own results' 'is the disk full?'
  json "$gp_work/summary.json"
  # without headers and bodies: what a service answers may be secret
  vegeta encode -to=json "$gp_work/results" | jq -r '[.timestamp, .code, .latency, .bytes_out, .bytes_in, .error, .method, .url] | @csv' | gzip >"$load_kept.samples.csv.gz"
  jq '(.latencies | map_values(. / 1e6)) as $l | {p50: $l["50th"], p90: $l["90th"], p95: $l["95th"], p99: $l["99th"], mean: $l.mean, max: $l.max,
    errors: (1 - .success), rate: .rate, requests: .requests}' "$gp_work/summary.json" >"$gp_work/metrics"
}

# load_hey: one request only, which is all that it can do.
load_hey() {
  command -v hey >/dev/null 2>&1 || stop 'hey is missing' 'install hey on the agent, or choose an agent that has it'
  load_requests
  [ "$(wc -l <"$gp_work/requests")" = 1 ] || stop "hey sends one request only, and $GP_SCRIPT names several" 'take k6 or vegeta'
  load_rate=${GP_RATE:-50}
  load_workers=$((load_rate < 10 ? 1 : 10))
  load_count=$((load_rate * $(load_seconds) / load_workers * load_workers)) # each worker sends as many as the others; hey drops the rest
  read -r load_method load_path <"$gp_work/requests"
  hey -n "$load_count" -c "$load_workers" -q "$((load_rate / load_workers))" -m "$load_method" -o csv -- "${GP_URL%/}$load_path" >"$gp_work/results" || stop 'hey broke off' 'look at its output above'
  gzip <"$gp_work/results" >"$load_kept.samples.csv.gz"
  # what was not answered is not in its list
  awk -F , -v count="$load_count" 'NR > 1 && $7 ~ /^[0-9]+$/ { n++; sum += $1; print $1 * 1000; if ($7 >= 400) bad++; if ($8 + $1 > end) end = $8 + $1 }
    END { printf "%d %.6f %.6f %.6f\n", n, (count - n + bad) / count, n ? sum * 1000 / n : 0, end ? n / end : 0 >"/dev/stderr" }' "$gp_work/results" 2>"$gp_work/sums" | sort -n >"$gp_work/times"
  # shellcheck disable=SC2016 # jq's variables
  jq -n --slurpfile times "$gp_work/times" --rawfile sums "$gp_work/sums" '
    ($sums | rtrimstr("\n") | split(" ") | map(tonumber)) as [$n, $errors, $mean, $rate] | def at($p): $times[([($p * ($times | length) / 100 | ceil) - 1, 0] | max)];
    {p50: at(50), p90: at(90), p95: at(95), p99: at(99), mean: $mean, max: $times[-1], errors: $errors, rate: $rate, requests: $n}' >"$gp_work/metrics"
}

# load_seconds: of GP_DURATION.
load_seconds() {
  printf '%s' "$GP_DURATION" | awk '{ n = $0 + 0; u = substr($0, length($0)); print n * (u == "m" ? 60 : u == "h" ? 3600 : u == "d" ? 86400 : 1) }'
}

# load_test: runs the tool, and judges. What was measured at the last clean test of this job is kept on the agent.
load_test() {
  enter
  case /$GP_SCRIPT/ in */../* | //*) stop "the script $GP_SCRIPT lies outside the workspace" ;; esac
  [ -f "$GP_SCRIPT" ] || stop "there is no file $GP_SCRIPT" 'check the argument script, and that the sources are fetched'
  mkdir -p "${load_kept%/*}"
  rm -f "$load_kept".*
  load_own=
  case $GP_TOOL in k6) load_k6 ;; vegeta) load_vegeta ;; hey) load_hey ;; esac
  load_before="$gp_cache/load/$(printf '%s\n' "${JOB_NAME:-job}" "$GP_ENVIRONMENT" "$GP_NAME" "${GP_DIRECTORY:-.}" "$GP_TOOL" "$GP_SCRIPT" | sha256sum | cut -c 1-32).json"
  jq -e 'select(.p95 | type == "number")' "$load_before" >"$gp_work/before" 2>/dev/null || echo null >"$gp_work/before"
  load_judge
  if [ "$(jq -r '.verdict' "$gp_work/verdict")" = clean ]; then
    { mkdir -p "${load_before%/*}" && cp "$gp_work/metrics" "$load_before.$$" && mv "$load_before.$$" "$load_before"; } || echo 'what was measured could not be kept for the next build'
  fi
  cp "$gp_work/verdict" "$load_kept.json"
  # shellcheck disable=SC2016
  conclude --slurpfile verdict "$gp_work/verdict" '$verdict[0]'
}

# load_judge: the verdict. What was not measured breaks every limit.
load_judge() {
  # shellcheck disable=SC2016 # jq's variables
  jq -n --slurpfile measured "$gp_work/metrics" --slurpfile before "$gp_work/before" --arg thresholds "${GP_THRESHOLDS:-}" --arg regression "${GP_REGRESSION:-}" --arg own "$load_own" '
    ($measured[0] | map_values(if type == "number" and (isnan or isinfinite | not) then . else null end)) as $m
    | def lines: split("\n") | map(select(. != ""));
      def round3: if . == null then null else . * 1000 | round / 1000 end;
      def told($name; $value): if $value == null then "nothing" elif $name == "errors" then "\($value * 100 | round3) %" elif $name == "rate" then "\($value | round3)/s" else "\($value * 10 | round / 10) ms" end;
      def limit: capture("^(?<name>[a-z0-9]+)=(?<op><=|<|>=|>) ?(?<value>[0-9]+([.][0-9]+)?)(?<unit>ms|s|%|/s)$") // null;
      def scaled: (.value | tonumber) * ({s: 1000, "%": 0.01}[.unit] // 1);
      def holds($value; $limit): {"<": ($value < $limit), "<=": ($value <= $limit), ">": ($value > $limit), ">=": ($value >= $limit)};
      def unit_fits: .unit as $u | if .name == "errors" then $u == "%" elif .name == "rate" then $u == "/s" else $u == "ms" or $u == "s" end;
      [$thresholds | lines[] | . as $text | ((limit | select(. and unit_fits)) // {wrong: $text}) + {text: $text}] as $limits
    | [$limits[] | select(.wrong | not) | {name, limit: (.text | sub("^[a-z0-9]+="; "")), measured: $m[.name], held: ($m[.name] != null and holds($m[.name]; scaled)[.op])}] as $judged
    | ([$judged[] | select(.held | not) | "\(.name) is \(told(.name; .measured)), not \(.limit)"] + [$own | lines[] | "the limit of the script does not hold: \(.)"]) as $broken
    | (if $before[0] and $m.p95 and $before[0].p95 > 0 then ($m.p95 - $before[0].p95) / $before[0].p95 * 100 | . * 10 | round / 10 else null end) as $slower
    | (if $regression != "" and $slower != null and $slower > ($regression | tonumber)
        then ["p95 is \(told("p95"; $m.p95)), \($slower) % more than the \(told("p95"; $before[0].p95)) of the last good build; allowed are \($regression) %"] else [] end) as $slow
    | ["p95 \(told("p95"; $m.p95))", "errors \(told("errors"; $m.errors))", "rate \(told("rate"; $m.rate))",
       (if $slower != null then "\(if $slower > 0 then "+" else "" end)\($slower) % p95 against the last good build" elif $regression != "" then "no good build to compare with yet" else empty end)] as $words
    | (if any($limits[]; .wrong) then {verdict: "error", message: "this is no limit: \([$limits[] | select(.wrong) | .wrong] | join(", "))", hint: "write times like <300ms, errors like <1%, rate like >50/s"}
       elif ($m.requests // 0) == 0 then {verdict: "error", message: "no request was sent or answered", hint: "is the address right, and does the script ask for anything?"}
       elif $m.errors == 1 then {verdict: "error", message: "no request of \($m.requests) was answered well", hint: "is the address right, and is it up?"}
       elif $broken + $slow != [] then {verdict: "findings", message: "limits that do not hold: \($broken + $slow | length) (\($words | join(", ")))", top: ($broken + $slow)}
       else {verdict: "clean", message: ($words | join(", "))} end)
    + {metrics: ($m | map_values(round3)), thresholds: $judged, broken: ($broken + $slow), regression: $slower}' >"$gp_work/verdict" || stop 'what was measured cannot be read' 'is the disk full?'
}

# shellcheck shell=sh
# What the steps that use Trivy share: one database for all branches of a build, a cache for each, and reports.

# trivy_ready: the tool is there, and a database for it.
trivy_ready() {
  need trivy trivy --version
  export TRIVY_SKIP_VERSION_CHECK=true TRIVY_DISABLE_TELEMETRY=true TRIVY_NO_PROGRESS=true TRIVY_DISABLE_VEX_NOTICE=true
  trivy_shared="$gp_cache/trivy"
  mkdir -p "$trivy_shared"
  if [ ! -f "$trivy_shared/db/metadata.json" ]; then
    echo 'the agent has no database of Trivy yet: fetching it once'
    trivy_fetch || stop "Trivy's database could not be fetched" "run updateScanDatabases on this agent, or set TRIVY_DB_REPOSITORY to a mirror that it reaches"
  fi
  trivy_cache="$gp_work/trivy"
  mkdir "$trivy_cache"
  ln -s "$(readlink -f "$trivy_shared/db")" "$trivy_cache/db" # an update changes where it leads
  [ ! -d "$trivy_shared/java-db" ] || ln -s "$(readlink -f "$trivy_shared/java-db")" "$trivy_cache/java-db"
}

# trivy_fetch: into a folder of its own, so that nobody sees a half one; the first that is complete stays.
trivy_fetch() {
  trivy --cache-dir "$gp_work/fetched" image --download-db-only >&2 || return 1
  [ -f "$trivy_shared/db/metadata.json" ] || cp -r "$gp_work/fetched/db" "$trivy_shared/db.$$"
  mv -T "$trivy_shared/db.$$" "$trivy_shared/db" 2>/dev/null || rm -rf "$trivy_shared/db.$$"
}

# trivy_scan NAME KIND ARGUMENTS...: the reports, and the verdict. Trivy's own exit code for findings stays off: any other than 0 is an error.
trivy_scan() {
  trivy_name=$1
  shift
  trivy_run "$gp_report.json" "$@"
  trivy_judge "$trivy_name"
}

# trivy_run FILE KIND ARGUMENTS...: one run of Trivy, and its report in a file.
trivy_run() {
  trivy_report=$1
  trivy_kind=$2
  shift 2
  if [ -n "${GP_IGNORE_FILE:-}" ]; then
    [ -f "$GP_IGNORE_FILE" ] || stop "there is no ignore file $GP_IGNORE_FILE" "check the argument ignoreFile"
    set -- --ignorefile "$GP_IGNORE_FILE" "$@"
  fi
  [ "${GP_IGNORE_UNFIXED:-false}" = false ] || set -- --ignore-unfixed "$@"
  trivy --cache-dir "$trivy_cache" "$trivy_kind" --exit-code 0 --format json --output "$trivy_report" \
    --skip-db-update --skip-java-db-update --skip-check-update --offline-scan "$@" || stop "Trivy broke off with exit code $?" 'look at its output above'
  json "$trivy_report"
}

# trivy_judge NAME: what the report comes to, in every form.
trivy_judge() {
  trivy convert --format table --output "$gp_report.txt" "$gp_report.json" >/dev/null 2>&1 || echo 'Trivy could not write its table'
  trivy_findings <"$gp_report.json" >"$gp_work/findings"
  judge "$1"
  trivy_junit <"$gp_report.findings.json" >"$gp_report.junit.xml"
}

# trivy_findings: Trivy's report as findings, one a line.
trivy_findings() {
  jq -c '.Results[]? | .Target as $file
    | ((.Vulnerabilities // [])[] | {rule: .VulnerabilityID, severity: .Severity, line: 0, fix: (.FixedVersion // ""),
         message: "\(.PkgName) \(.InstalledVersion)\(if .FixedVersion then ", fixed in \(.FixedVersion)" else ", no fix yet" end)\(if .Title then ": \(.Title)" else "" end)"}),
      ((.Misconfigurations // [])[] | select(.Status == "FAIL") | {rule: .ID, severity: .Severity, line: (.CauseMetadata.StartLine // 0), message: (.Message // .Title // .ID)}),
      ((.Secrets // [])[] | {rule: .RuleID, severity: .Severity, line: (.StartLine // 0), message: (.Title // .RuleID)})
    | .severity |= (ascii_downcase | if . == "unknown" then "low" else . end) | {file: $file} + .'
}

# trivy_junit: findings as JUnit XML, each that counts a failure.
trivy_junit() {
  jq -r '.findings | "<testsuites><testsuite name=\"trivy\" tests=\"\(length)\" failures=\"\(map(select(.status == "counts")) | length)\">",
    (.[] | "<testcase classname=\"\(.file | @html)\" name=\"\(.rule | @html)\">"
      + (if .status == "counts" then "<failure type=\"\(.severity)\" message=\"\(.message | gsub("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]"; " ") | @html)\"/>" else "" end) + "</testcase>"),
    "</testsuite></testsuites>"'
}

# shellcheck shell=sh
# Looks for vulnerable dependencies with OWASP Dependency-Check, on the data that updateScanDatabases fetched.
tool=dependency-check
command -v "$tool" >/dev/null 2>&1 || tool=dependency-check.sh
need java java -version
need dependency-check "$tool" --version
enter
data=${GP_DATA:-${DEPENDENCY_CHECK_DATA:-$gp_cache/dependency-check}}
[ -n "$(find "$data" -maxdepth 1 -name 'odc*.db' 2>/dev/null)" ] || stop "there is no vulnerability data in $data" 'run updateScanDatabases on this agent, or name the folder: data'
set -- --noupdate --data "$data" --scan . --exclude '**/reports/**' --project "${SERVICE:-${JOB_NAME:-project}}" --out "$gp_work/out" --format XML --format HTML --format JSON
if [ -n "${GP_SUPPRESSIONS:-}" ]; then
  [ -f "$GP_SUPPRESSIONS" ] || stop "there is no suppression file $GP_SUPPRESSIONS" 'check the argument suppressions'
  set -- "$@" --suppression "$GP_SUPPRESSIONS"
fi
mkdir "$gp_work/out"
need flock flock --version
code=0
# its database takes one process at a time
flock --wait 1800 "$data" "$tool" "$@" || code=$?
[ "$code" = 0 ] || stop "Dependency-Check broke off with exit code $code" 'look at its output above'
json "$gp_work/out/dependency-check-report.json"
for kind in json xml html; do
  [ -s "$gp_work/out/dependency-check-report.$kind" ] || stop "Dependency-Check wrote no $kind" 'is the disk full?'
  mv "$gp_work/out/dependency-check-report.$kind" "$gp_report.$kind"
done
GP_FAIL_ON='critical
high'
GP_AT_LEAST="critical=$GP_CRITICAL
high=$GP_HIGH"
jq -c '.dependencies[]? | .fileName as $file | .vulnerabilities[]? | {rule: .name, file: $file, line: 0,
  severity: (.severity | ascii_downcase | if . == "moderate" then "medium" elif IN("critical", "high", "medium", "low") then . else "info" end),
  message: "\(if .cvssv3.baseScore then "CVSS \(.cvssv3.baseScore): " else "" end)\(.description // "" | split("\n")[0] | .[:160])"}' "$gp_report.json" >"$gp_work/findings"
judge dependency-check

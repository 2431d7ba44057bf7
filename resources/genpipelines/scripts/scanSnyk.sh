# shellcheck shell=sh
# Looks for vulnerable dependencies with Snyk; the token is in SNYK_TOKEN. Exit codes: 0 nothing, 1 findings, 2 broke off, 3 nothing to scan.
export SNYK_DISABLE_ANALYTICS=1
need snyk snyk --version
enter
set -- --all-projects --json-file-output="$gp_report.json"
[ -z "${GP_ORGANIZATION:-}" ] || set -- "$@" --org="$GP_ORGANIZATION"
code=0
snyk test "$@" >"$gp_work/said" 2>&1 || code=$?
gp_note=
case $code in
  0 | 1) json "$gp_report.json" ;;
  3) gp_note='Snyk found nothing to scan'; printf '[]\n' >"$gp_report.json" ;;
  2) head -n 20 "$gp_work/said" >&2; stop 'Snyk broke off with exit code 2' 'look at its output above; is the token right, and can this agent reach Snyk?' ;;
  *) head -n 20 "$gp_work/said" >&2; stop "Snyk broke off with exit code $code" 'look at its output above' ;;
esac
case $GP_FAIL_ON in
  critical) levels='critical' ;;
  high) levels='critical high' ;;
  medium) levels='critical high medium' ;;
  *) levels='critical high medium low' ;;
esac
GP_FAIL_ON=$(printf '%s' "$levels" | tr ' ' '\n')
jq -c 'if type == "array" then .[] else . end | (.displayTargetFile // .targetFile // .projectName // "project") as $file | .vulnerabilities[]?
  | {rule: .id, file: $file, line: 0, severity, fix: (.fixedIn[0]? // ""),
     message: "\(.packageName // .moduleName) \(.version)\(if .fixedIn[0]? then ", fixed in \(.fixedIn[0])" else ", no fix yet" end): \(.title)"}' "$gp_report.json" | sort -u >"$gp_work/findings"
[ "$code" != 1 ] || [ -s "$gp_work/findings" ] || stop 'Snyk says that it found something, and its report does not' 'look at its report'
judge snyk

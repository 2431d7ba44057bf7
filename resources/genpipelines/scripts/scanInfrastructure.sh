# shellcheck shell=sh
# Looks for failed checks in infrastructure code with Checkov. With a baseline only what it does not have is reported.
need checkov checkov --version
enter
set -- --directory . --output json --compact --quiet --soft-fail --skip-download --skip-path reports
printf '%s\n' "${GP_FRAMEWORKS:-}" >"$gp_work/frameworks"
while IFS= read -r framework; do
  [ -z "$framework" ] || set -- "$@" --framework "$framework"
done <"$gp_work/frameworks"
skip=$(printf '%s' "${GP_SKIP:-}" | tr '\n' ',')
[ -z "$skip" ] || set -- "$@" --skip-check "$skip"
if [ -n "${GP_BASELINE:-}" ]; then
  [ -f "$GP_BASELINE" ] || stop "there is no baseline $GP_BASELINE" 'make one: checkov --directory . --create-baseline'
  json "$GP_BASELINE"
  set -- "$@" --baseline "$GP_BASELINE"
fi
code=0
LOG_LEVEL=ERROR checkov "$@" >"$gp_report.json" || code=$?
[ "$code" = 0 ] || stop "Checkov broke off with exit code $code" 'look at its output above'
json "$gp_report.json"
# shellcheck disable=SC2016 # jq's variables
jq -r 'if type == "array" then .[] else . end | .results?.parsing_errors? // [] | .[] | "Checkov could not read \(.)" | gsub("[\\x00-\\x1f\\x7f]"; " ")' "$gp_report.json" | sort -u | head -n 20
jq -c 'if type == "array" then .[] else . end | .results?.failed_checks? // [] | .[] | {rule: .check_id, file: (.file_path | ltrimstr("/")), line: (.file_line_range[0] // 0),
  message: "\(.check_name) (\(.resource))", severity: ((.severity // "high") | ascii_downcase)}' "$gp_report.json" >"$gp_work/findings"
judge checkov

# shellcheck shell=sh
# Checks a Dockerfile with Hadolint.
need hadolint hadolint --version
enter
[ -f "$GP_DOCKERFILE" ] || stop "there is no $GP_DOCKERFILE" 'check the argument dockerfile'
case $GP_DOCKERFILE in -*) GP_DOCKERFILE=./$GP_DOCKERFILE ;; esac
set -- --no-fail --format json
printf '%s\n' "${GP_IGNORE:-}" >"$gp_work/ignore"
while IFS= read -r rule; do
  [ -z "$rule" ] || set -- "$@" --ignore "$rule"
done <"$gp_work/ignore"
code=0
hadolint "$@" "$GP_DOCKERFILE" >"$gp_report.json" || code=$?
[ "$code" = 0 ] || stop "Hadolint broke off with exit code $code" 'look at its output above'
json "$gp_report.json"
case $GP_SEVERITY in
  error) levels='high' ;;
  warning) levels='high medium' ;;
  info) levels='high medium low' ;;
  *) levels='high medium low info' ;;
esac
GP_FAIL_ON=$(printf '%s' "$levels" | tr ' ' '\n')
jq -c '.[] | {rule: .code, file: (.file | ltrimstr("./")), line, message, severity: {error: "high", warning: "medium", info: "low", style: "info"}[.level]}' "$gp_report.json" >"$gp_work/findings"
judge hadolint

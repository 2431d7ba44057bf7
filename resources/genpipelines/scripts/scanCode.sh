# shellcheck shell=sh
# Looks for mistakes in the code with Semgrep. In a pull request only what its target does not have counts.
export SEMGREP_ENABLE_VERSION_CHECK=0 SEMGREP_SEND_METRICS=off SEMGREP_SETTINGS_FILE="$gp_work/settings.yml"
need semgrep semgrep --version
enter
set -- --metrics=off --quiet --json --output "$gp_report.json" --exclude reports
printf '%s\n' "$GP_RULES" >"$gp_work/rules"
while IFS= read -r rule; do
  kept="$gp_cache/semgrep/$(printf '%s' "$rule" | tr '/' '_').yaml"
  if [ ! -e "$rule" ] && [ -f "$kept" ]; then rule=$kept; fi
  case $rule in
    -*) stop "$rule is no rule set" 'check the argument rules' ;;
    *.y*ml | ./* | ../*) [ -e "$rule" ] || stop "there is no rule file $rule" 'check the argument rules' ;;
  esac
  set -- "$@" --config "$rule"
done <"$gp_work/rules"
gp_note=
if [ -n "${CHANGE_TARGET:-}" ]; then
  range
  if git diff --quiet HEAD --; then
    set -- "$@" --baseline-commit "$gp_base"
    gp_note="new against $CHANGE_TARGET"
  else
    echo 'files of the repository were changed in this build: everything is judged, not only what is new'
  fi
fi
code=0
semgrep scan "$@" . || code=$?
[ "$code" = 0 ] || stop "Semgrep broke off with exit code $code" 'look at its output above; can this agent reach the rule sets?'
json "$gp_report.json"
# what it could not parse is told; what broke inside it is an error
jq -r '.errors[]? | select(.level != "error") | "Semgrep: \(.type | if type == "array" then .[0] else . end): \(.path // "")" | gsub("[\\x00-\\x1f\\x7f]"; " ")' "$gp_report.json" | sort -u | head -n 20
broken=$(jq -r 'first(.errors[]? | select(.level == "error") | .message // .long_msg // "unknown" | split("\n")[0] | .[:200]) // empty' "$gp_report.json")
[ -z "$broken" ] || stop "Semgrep failed inside: $broken" 'nothing is known of what it did not look at'
case $GP_SEVERITY in
  error) GP_FAIL_ON='critical high' ;;
  warning) GP_FAIL_ON='critical high medium' ;;
  *) GP_FAIL_ON='critical high medium low info' ;;
esac
GP_FAIL_ON=$(printf '%s' "$GP_FAIL_ON" | tr ' ' '\n')
# of a rule in a file Semgrep tells the folders, too: what stays is as the rule's author wrote it
# shellcheck disable=SC2016 # jq's variables
jq -c --arg kept "$(printf '%s' "${gp_cache#/}/semgrep" | tr '/' '.')." --arg here "$(pwd | sed 's,^/,,' | tr '/' '.')." '
  .results[] | {rule: (.check_id | ltrimstr($kept) | ltrimstr($here)), file: (.path | ltrimstr("./")), line: .start.line, message: (.extra.message | split("\n")[0]),
  severity: ({ERROR: "high", WARNING: "medium", INFO: "low", INVENTORY: "info", EXPERIMENT: "info"}[.extra.severity] // (.extra.severity | ascii_downcase))}' "$gp_report.json" >"$gp_work/findings"
judge semgrep

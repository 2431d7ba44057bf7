# shellcheck shell=sh
# Looks for secrets in commits with gitleaks or git-secrets. No secret gets into a report or the log.
need git git --version
if [ "$GP_TOOL" = gitleaks ]; then
  need gitleaks gitleaks version
else
  command -v git-secrets >/dev/null 2>&1 || stop 'git-secrets is missing' 'install git-secrets on the agent, or choose an agent that has it'
fi
enter
range
gp_prefix=$(git rev-parse --show-prefix)
cd "$(git rev-parse --show-toplevel)"
: >"$gp_work/found"

scan_gitleaks() {
  set -- --no-banner --no-color --redact=100 --exit-code 42 --report-format json --report-path "$gp_report.json"
  [ -z "$gp_range" ] || set -- "$@" --log-opts="$gp_range"
  if [ -n "${GP_BASELINE:-}" ]; then
    [ -f "$gp_prefix$GP_BASELINE" ] || stop "there is no baseline $GP_BASELINE" 'check the argument baseline'
    json "$gp_prefix$GP_BASELINE"
    set -- "$@" --baseline-path "$gp_prefix$GP_BASELINE"
  fi
  code=0
  gitleaks git "$@" . || code=$?
  [ "$code" = 0 ] || [ "$code" = 42 ] || stop "gitleaks broke off with exit code $code" 'look at its output above'
  json "$gp_report.json"
  jq -c '.[] | {rule: .RuleID, file: .File, line: .StartLine, message: "\(.Description) (commit \(.Commit[:10]))"}' "$gp_report.json" >"$gp_work/found"
}

# git-secrets knows no ranges: it gets the added lines of the commits, and the map beside them says where they are from.
scan_git_secrets() {
  mkdir "$gp_work/home"
  # its patterns go to a configuration of their own, which includes that of the agent
  { [ ! -f "${HOME:-/}/.gitconfig" ] || printf '[include]\n\tpath = "%s"\n' "$HOME/.gitconfig"; } >"$gp_work/home/.gitconfig"
  HOME="$gp_work/home" git-secrets --register-aws --global >/dev/null || stop 'git-secrets could not register its patterns' 'look at its output above'
  # shellcheck disable=SC2086 # one range, checked
  git -c core.quotePath=false log -p --unified=0 --no-color --no-ext-diff --no-textconv --format='commit %H' ${gp_range:-HEAD} -- >"$gp_work/patch" || stop 'the commits could not be read' 'look at the output above'
  LC_ALL=C awk -v map="$gp_work/map" -v lines="$gp_work/lines" '
    /^commit [0-9a-f]+$/ { commit = $2; next }
    /^\+\+\+ / { file = substr($0, 5); sub(/^b\//, "", file); sub(/\t$/, "", file); next }
    /^@@ / { split($3, at, ","); line = substr(at[1], 2) + 0; next }
    /^\+/ { print substr($0, 2) > lines; print commit "\t" line "\t" file > map; line++ }
  ' "$gp_work/patch"
  [ -s "$gp_work/lines" ] || return 0
  code=0
  HOME="$gp_work/home" git-secrets --scan - <"$gp_work/lines" >"$gp_work/said" 2>&1 || code=$?
  case $code in
    0) return 0 ;;
    1) grep -q 'Matched one or more prohibited patterns' "$gp_work/said" || stop 'git-secrets broke off with exit code 1' 'run it by hand: git secrets --scan' ;;
    *) stop "git-secrets broke off with exit code $code" 'run it by hand: git secrets --scan' ;;
  esac
  LC_ALL=C sed -n 's/^(standard input):\([0-9][0-9]*\):.*/\1/p' "$gp_work/said" | while read -r number; do sed -n "${number}p" "$gp_work/map"; done >"$gp_work/places"
  [ -s "$gp_work/places" ] || stop 'git-secrets found something and did not say where' 'run it by hand: git secrets --scan'
  jq -cR 'split("\t") | {rule: "prohibited-pattern", file: (.[2:] | join("\t")), line: (.[1] | tonumber), message: "matches a pattern of git-secrets (commit \(.[0][:10]))"}' "$gp_work/places" >"$gp_work/found"
}

if ! git rev-parse --quiet --verify HEAD >/dev/null; then
  gp_note='no commits yet'
elif [ "$GP_TOOL" = gitleaks ]; then
  scan_gitleaks
else
  [ -z "${GP_BASELINE:-}" ] || stop 'git-secrets knows no baseline' 'use gitleaks, or a file .gitallowed'
  scan_git_secrets
fi
[ -z "$gp_range" ] || gp_note="commits $gp_range"
jq -c --arg prefix "$gp_prefix" 'select(.file | startswith($prefix)) | .file |= .[($prefix | length):] | . + {severity: "critical"}' "$gp_work/found" >"$gp_work/findings"
judge "$GP_TOOL"

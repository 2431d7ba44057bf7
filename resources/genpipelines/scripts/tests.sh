# shellcheck shell=sh
# What the scripts of runTests share. GP_CALL is what names the files of the call, also in its parts.
# shellcheck disable=SC2034 # used by the scripts behind this one
tests_kept="$gp_root/reports/tests/$GP_CALL"
# outside the workspace: what is built from it meanwhile must not find the copies
tests_temporary="${WORKSPACE_TMP:-$gp_root@tmp}/tests-$GP_CALL"
# shellcheck disable=SC2034
tests_history="$gp_cache/tests/$(printf '%s' "${JOB_NAME:-job}" | sed "s,/[^/]*\$,,; s,[^A-Za-z0-9._%-],_,g")-$GP_CALL.json"

# tests_fitting PATTERNS: the files below this folder that fit Ant patterns, with commas between them; a line each. What packages bring is left out.
tests_fitting() {
  # shellcheck disable=SC2016 # bash's variables
  tests_patterns=$(printf '%s' "$1" | sed -E 's/[[:space:]]*,[[:space:]]*/,/g; s/\[/[[]/g; s/\\/[\\\\]/g; s#/(,|$)#/**\1#g') bash -O globstar -O nullglob -c '
    IFS=,
    for file in $tests_patterns; do
      case /$file in */node_modules/* | */.git/* | */.venv/*) continue ;; esac
      [ -f "$file" ] || continue
      case $file in *[[:cntrl:]]*) exit 9 ;; esac
      printf "%s\n" "$file"
    done' >"$gp_work/fitting" || stop 'a file that fits the pattern has a line break or the like in its name' "the pattern is $1; rename the file"
  LC_ALL=C sort -u "$gp_work/fitting"
}

# tests_place PART: go to the folder in which a part of the tests runs: a copy of the workspace, or itself when there is one part only.
tests_place() {
  tests_root=$gp_root
  [ ! -d "$tests_temporary/$1" ] || tests_root=$tests_temporary/$1
  cd -- "$tests_root/${GP_DIRECTORY:-.}" || stop "there is no folder $GP_DIRECTORY any more"
}

# tests_last FILE: the last lines of what a command said, as JSON, without control characters and without the secrets it was given.
tests_last() {
  tail -c 4000 "$1" | tail -n 20 | tests_plain
}

# tests_reason FILE: why a preparation failed, in five lines: what npm and pip mark as their errors, else the last ones.
tests_reason() {
  tail -c 100000 "$1" | tests_plain | jq -r 'split("\n") | map(select(test("[^[:space:]]"))) | map(select(test("^(npm (error|ERR!)|ERROR:) *[^ ]"))) as $marked
    | (if $marked == [] then .[-5:] else $marked[:5] end) | join("\n  ")'
}

# tests_plain: what comes in, as JSON, without control characters and without secrets.
tests_plain() {
  jq -Rs --arg secrets "${GP_SECRETS:-}" '
    ($secrets | split("\n") | map(select(. != "") | env[.] // "" | select(. != ""))) as $hidden
    | reduce $hidden[] as $secret (.; split($secret) | join("****")) | gsub("[\\x00-\\x08\\x0b-\\x1f\\x7f]"; "")'
}

# shellcheck shell=sh
# Runs one part of the tests. What the command came to is told, not judged: reports say more.
tests_place "$GP_PART"
packages_open
export WORKSPACE="$tests_root" SPLIT="$GP_PART" SPLITS="$GP_PARTS"
if [ -s "$tests_temporary/$GP_PART.files" ]; then
  export TESTS_FILE="$tests_temporary/$GP_PART.files"
  if LC_ALL=C grep -q '[^A-Za-z0-9_./@%+=:,~-]' "$TESTS_FILE" || [ "$(wc -c <"$TESTS_FILE")" -gt 100000 ]; then
    echo 'TESTS is left out, because a name has a blank or the like in it or there are too many: read the files from TESTS_FILE, a line each'
  else
    TESTS=$(tr '\n' ' ' <"$TESTS_FILE" | sed 's/ $//')
    export TESTS
  fi
fi
began=$(date +%s)
code=0
{ bash -euo pipefail -c "$GP_COMMAND" 2>&1 8>&- || echo $? >"$gp_work/code"; } | tee "$gp_work/said"
[ ! -s "$gp_work/code" ] || code=$(cat "$gp_work/code")
# shellcheck disable=SC2016 # jq's variables
conclude --argjson code "$code" --argjson seconds "$(($(date +%s) - began))" --argjson said "$(tests_last "$gp_work/said")" '{$code, $seconds, $said}'

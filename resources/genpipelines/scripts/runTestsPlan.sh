# shellcheck shell=sh
# Prepares the tests and divides them: by the times of earlier runs, the longest file first and each to the part that has least to do.
need bash bash --version
enter
rm -rf "$tests_temporary" "$tests_kept" # of an earlier call
mkdir -p "$tests_temporary" "$tests_kept" || stop 'there is no room for the tests' 'is the disk full?'

if [ -n "${GP_PREPARE:-}" ]; then
  packages_open
  { bash -euo pipefail -c "$GP_PREPARE" 2>&1 8>&- || echo $? >"$gp_work/code"; } | tee "$gp_work/said"
  if [ -s "$gp_work/code" ]; then
    stop "the preparation ended with exit code $(cat "$gp_work/code")" "$(tests_reason "$gp_work/said")"
  fi
fi

: >"$gp_work/files"
if [ -n "${GP_FILES:-}" ]; then
  tests_fitting "$GP_FILES" >"$gp_work/files"
  [ -s "$gp_work/files" ] || stop "no file of the folder $GP_DIRECTORY fits the pattern $GP_FILES" 'check the argument files, and that the sources are fetched'
fi
jq -e 'select(.times | type == "object")' "$tests_history" >"$gp_work/history" 2>/dev/null || echo '{}' >"$gp_work/history"
# shellcheck disable=SC2016 # jq's variables
jq -Rn --argjson splits "$GP_SPLITS" --slurpfile history "$gp_work/history" '
  ($history[0].times // {}) as $times
  | [inputs] as $files | ([$files[] | $times[.] // empty] | if . == [] then 1 else add / length end) as $usual
  | ($files | map({file: ., seconds: ($times[.] // $usual)}) | sort_by(-.seconds)) as $sorted
  | (if $files == [] then $splits else [$splits, ($files | length)] | min end) as $parts
  | reduce $sorted[] as $one ([range($parts) | {files: [], seconds: 0}];
      (to_entries | min_by(.value.seconds).key) as $least | .[$least].files += [$one.file] | .[$least].seconds += $one.seconds)
  | {known: ([$files[] | select($times[.])] | length), parts: .}' "$gp_work/files" >"$tests_temporary/plan.json"
tests_parts=$(jq '.parts | length' "$tests_temporary/plan.json")
tests_part=1
while [ "$tests_part" -le "$tests_parts" ]; do
  jq -r ".parts[$tests_part - 1].files[]" "$tests_temporary/plan.json" >"$tests_temporary/$tests_part.files"
  if [ "$tests_parts" -gt 1 ]; then # tools write into the folder they run in
    mkdir "$tests_temporary/$tests_part"
    (cd "$gp_root" && find . -mindepth 1 -maxdepth 1 ! -name reports ! -name .gen-pipelines ! -name .git -exec cp -a --reflink=auto -t "$tests_temporary/$tests_part" {} +) ||
      stop "the workspace cannot be copied for part $tests_part" 'is the disk full?'
    [ ! -e "$gp_root/.git" ] || printf 'gitdir: %s\n' "$(cd "$gp_root" && git rev-parse --absolute-git-dir)" >"$tests_temporary/$tests_part/.git"
  fi
  tests_part=$((tests_part + 1))
done
touch "$tests_temporary/began"
# shellcheck disable=SC2016
[ "$tests_parts" = 1 ] || jq -r '.known as $known | .parts | length as $all | to_entries[]
  | "part \(.key + 1) of \($all): \(if .value.files == [] then "the command divides the tests by SPLIT and SPLITS"
      else "files: \(.value.files | length)\(if $known > 0 then ", about \(.value.seconds | ceil) s by earlier runs" else "; nothing is known of their times yet" end)" end)"' "$tests_temporary/plan.json"
# shellcheck disable=SC2016
conclude --argjson parts "$tests_parts" '{$parts}'

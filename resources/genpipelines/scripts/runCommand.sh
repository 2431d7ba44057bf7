# shellcheck shell=sh
# Runs a command in bash; its last lines are told on, without the secrets it was given.
need bash bash --version
enter
code=0
{ bash -euo pipefail -c "$GP_COMMAND" 2>&1 || echo $? >"$gp_work/code"; } | tee "$gp_work/said"
[ ! -s "$gp_work/code" ] || code=$(cat "$gp_work/code")
tail -c 4000 "$gp_work/said" | tail -n 20 >"$gp_work/last"
# shellcheck disable=SC2016 # jq's variables
conclude --rawfile said "$gp_work/last" --arg secrets "${GP_SECRETS:-}" --argjson code "$code" '
  ($secrets | split("\n") | map(select(. != "") | env[.] // "" | select(. != ""))) as $hidden
  | (reduce $hidden[] as $secret ($said; split($secret) | join("****")) | gsub("[\\x00-\\x08\\x0b-\\x1f\\x7f]"; "")) as $output
  | {status: $code, output: $output}
  + (if $code == 0 then {} else {verdict: "error", message: "the command ended with exit code \($code)",
      hint: ($output | split("\n") | map(select(. != "")) | .[-5:] | join("\n  "))} end)'

# shellcheck shell=sh
# What BuildKit's log says of a build that failed.

# build_explain: ends the step with the failing instruction and its last lines, without the secrets of the build.
build_explain() {
  tail -c 200000 "$gp_work/log" >"$gp_work/last"
  if grep -q 'Cannot connect to the Docker daemon' "$gp_work/last"; then
    stop 'the Docker daemon does not answer' 'is it up on this agent, and may this user reach it?'
  elif grep -Eq 'OCI exporter (feature )?is (currently )?not supported|exporter is not supported for the docker driver' "$gp_work/last"; then
    stop 'this builder cannot write OCI archives' "switch on the daemon's containerd image store, or give the agent a builder: docker buildx create --use"
  elif grep -q 'no space left on device' "$gp_work/last"; then
    stop 'the disk of the agent is full' 'make room on it, for instance with docker buildx prune, then build again'
  fi
  jq -Rs --argjson secrets "$GP_SECRET_COUNT" '
    ([range($secrets) | env["GP_SECRET_\(.)"] // "" | split("\n")[] | select(length > 3)]) as $hidden
    | (reduce $hidden[] as $secret (.; split($secret) | join("****")) | gsub("[\\x00-\\x08\\x0b-\\x1f\\x7f]"; "") | split("\n")) as $lines
    | ($lines | map(select(startswith("ERROR: "))) | last // "ERROR: it broke off" | sub("^ERROR: (failed to solve: )?"; "")
      | sub("process \".*\" did not complete successfully: "; "")) as $why
    | ([range(1; $lines | length) | select($lines[.] == "-" * 20 and ($lines[. - 1] | test("^[^ ]+:[0-9]+$"))) | $lines[. - 1]] | last) as $place
    | ($lines | map(select(test("^ +[0-9]+ \\| >>> ")) | sub("^ +[0-9]+ \\| >>> +"; "")) | join(" ") | .[:200]) as $instruction
    | ($lines | map(capture("^(?<number>#[0-9]+) ERROR: ").number) | last // "") as $number
    | ($lines | map(select(startswith($number + " ")) | capture("^#[0-9]+ [0-9]+\\.[0-9]+ (?<text>.*)").text) | .[-10:]) as $said
    | {verdict: "error", message: "\(if $place then "\($place): \($instruction) failed" else "the build broke off" end): \($why)",
       hint: (if $said == [] then "look at the output above" else $said | join("\n  ") end)}' "$gp_work/last" >"$gp_work/outcome"
  mv "$gp_work/outcome" "$gp_outcome"
  exit 1
}

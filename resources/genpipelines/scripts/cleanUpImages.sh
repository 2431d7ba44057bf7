# shellcheck shell=sh
# Removes images of ECR repositories that nothing runs any more. What runs must be known first: if it is not, nothing is removed.
need aws aws --version

# clean_running: what clusters run or could be rolled back to (old ReplicaSets), and what the call names; a reference or digest a line.
clean_running() {
  printf '%s\n' "${GP_IN_USE:-}" >"$gp_work/running"
  [ -z "${GP_IN_USE:-}" ] || [ -n "${GP_CONTEXTS:-}" ] || return 0
  need kubectl kubectl version --client
  clean_contexts=${GP_CONTEXTS:-$(kubectl config get-contexts --output=name 2>/dev/null || :)}
  [ -n "$clean_contexts" ] || stop 'nobody says what runs, so nothing is removed' 'name the clusters by the argument contexts, or what runs by inUse'
  printf '%s\n' "$clean_contexts" >"$gp_work/contexts"
  while read -r clean_context; do
    kubectl "--context=$clean_context" --request-timeout=60s get pods,replicasets,deployments,statefulsets,daemonsets,cronjobs,jobs --all-namespaces --output=json \
      </dev/null >"$gp_work/cluster.json" || stop "the cluster $clean_context does not say what it runs, so nothing is removed" 'is it up, and may this agent read its workloads?'
    json "$gp_work/cluster.json"
    jq -r '[.. | objects | .image?, .imageID? | strings | select(. != "")] | unique[]' "$gp_work/cluster.json" >>"$gp_work/running"
  done <"$gp_work/contexts"
}

# clean_ecr ARGUMENTS...: the ECR of the repository at hand.
clean_ecr() {
  clean_command=$1
  shift
  [ "$clean_region" = - ] || set -- "$@" --region "$clean_region"
  [ "$clean_account" = - ] || set -- "$@" --registry-id "$clean_account"
  registry_aws ecr "$clean_command" --repository-name "$clean_name" --output json "$@"
}

# clean_read: the images of the repository, and which of them an index holds, {index, child} a line. Not 0 when AWS refuses.
clean_read() {
  clean_ecr describe-images >"$gp_work/images.json" || return 1
  jq -r '.imageDetails[] | select((.imageManifestMediaType // "") | test("index|manifest\\.list")) | .imageDigest' "$gp_work/images.json" >"$gp_work/indexes" || return 1
  while read -r clean_index; do
    clean_ecr batch-get-image --image-ids "imageDigest=$clean_index" </dev/null >"$gp_work/index.json" || return 1
    jq -c --arg index "$clean_index" '.images[].imageManifest | fromjson | .manifests[]? | {index: $index, child: .digest}' "$gp_work/index.json" || return 1
  done <"$gp_work/indexes" >"$gp_work/children"
}

# clean_remove: a hundred a call; what was removed a line. Not 0 when AWS refuses.
clean_remove() {
  rm -f "$gp_work"/part.*
  split -l 100 "$gp_work/remove" "$gp_work/part." || return 1
  for clean_part in "$gp_work"/part.*; do
    [ -e "$clean_part" ] || return 0
    # shellcheck disable=SC2046 # a digest a word
    clean_ecr batch-delete-image --image-ids $(cat "$clean_part") >"$gp_work/deleted.json" || return 1
    jq -r '.imageIds[].imageDigest' "$gp_work/deleted.json" | sort -u >>"$gp_work/gone" || return 1
    jq -r '.failures[]? | select(.failureCode != "ImageNotFound") | "\(.imageId.imageDigest) stays: \(.failureReason)"' "$gp_work/deleted.json" || return 1
  done
}

# clean_note JQ-ARGUMENTS...: changes what is told at the end.
clean_note() {
  jq "$@" "$gp_work/all.json" >"$gp_work/next.json"
  mv "$gp_work/next.json" "$gp_work/all.json"
}

# clean_unread: a repository that AWS refuses; the others are cleaned all the same.
clean_unread() {
  clean_said="$clean_name: $(grep -v '^$' "$gp_work/said" | tail -n 1)"
  echo "$clean_said"
  # shellcheck disable=SC2016 # jq's variables
  clean_note --arg said "$clean_said" '.unread += [$said]'
}

# clean_tell: what went, and why the others stay.
clean_tell() {
  # shellcheck disable=SC2016 # jq's variables
  clean_note --arg name "$clean_name" --rawfile gone "$gp_work/gone" --slurpfile plan "$gp_work/plan.json" '
    .removed += ($gone | split("\n") | map(select(. != "") | "\($name)@\(.)"))
    | .kept += ($plan[0] | map(select(.why) | {key: "\($name)@\(.digest)", value: .why}) | from_entries)'
}

echo '{"removed": [], "kept": {}, "unread": []}' >"$gp_work/all.json"
clean_running
printf '%s\n' "$GP_REPOSITORIES" >"$gp_work/repositories"
while read -r clean_account clean_region clean_name; do
  clean_read </dev/null || { clean_unread; continue; }
  clean_plan "$clean_name" >"$gp_work/plan.json"
  jq -r --arg name "$clean_name" '.[] | "\($name): \(.digest) \(.tags | join(" ")): \(.why // "to be removed")"' "$gp_work/plan.json"
  jq -r 'map(select(.why == null)) | sort_by(.index | not) | .[].digest' "$gp_work/plan.json" >"$gp_work/gone" # an index before what it holds
  if [ "$GP_DRY_RUN" != true ]; then
    sed 's/^/imageDigest=/' "$gp_work/gone" >"$gp_work/remove"
    : >"$gp_work/gone"
    clean_remove </dev/null || clean_unread
  fi
  clean_tell
done <"$gp_work/repositories"
# shellcheck disable=SC2016 # jq's variables
conclude --slurpfile all "$gp_work/all.json" --arg dry "$GP_DRY_RUN" '
  $all[0] | . + {message: "\(.removed | length) \(if $dry == "true" then "would be removed" else "removed" end), \(.kept | length) kept"}'

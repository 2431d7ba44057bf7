# shellcheck shell=sh
# Judges the archive that was built by a policy in Rego, with conftest: each platform's image is one input.
need conftest conftest --version
[ "$GP_PACKAGES" != true ] || need syft syft version
case $GP_POLICY in -* | /* | *..*) stop "$GP_POLICY is no policy of the workspace" 'name a file or folder by its path from the workspace' ;; esac
[ -e "$GP_POLICY" ] || stop "there is no policy $GP_POLICY" 'check the argument policy, and that it is fetched'
image_known
[ -n "${GP_ARCHIVE:-}" ] || stop "the archive of $GP_IMAGE@$GP_DIGEST is not on this agent" 'build it in this workspace, or hand it on: buildImage(handover: "archive")'
image_archive
mkdir "$gp_work/inputs"
echo '[]' >"$gp_work/packages.json"

# policy_blob DIGEST: a blob of the archive.
policy_blob() {
  case $1 in sha256:*[!0-9a-f]* | [!s]*) stop "$GP_ARCHIVE names a blob that is none" 'build again' ;; esac
  tar --force-local -xOf "$GP_ARCHIVE" "blobs/sha256/${1#sha256:}" 2>/dev/null || stop "the archive $GP_ARCHIVE lacks $1" 'is it complete? build again'
}

# policy_images DIGEST: an input for each image behind it, in a folder of its own, because two may be for one platform;
# attestations that BuildKit put beside are none.
policy_images() {
  policy_blob "$1" >"$gp_work/blob.json"
  policy_config=$(jq -r '.config.digest // empty' "$gp_work/blob.json")
  if [ -z "$policy_config" ]; then
    for policy_one in $(jq -r '.manifests[]? | select(.platform.os != "unknown") | .digest' "$gp_work/blob.json"); do policy_images "$policy_one"; done
    return 0
  fi
  cp "$gp_work/blob.json" "$gp_work/manifest.json"
  policy_input="$gp_work/inputs/${1#sha256:}"
  mkdir -p "$policy_input"
  policy_blob "$policy_config" >"$gp_work/config.json"
  # shellcheck disable=SC2016 # jq's variables
  jq -n --arg image "$GP_IMAGE" --arg digest "$GP_DIGEST" --slurpfile manifest "$gp_work/manifest.json" --slurpfile config "$gp_work/config.json" --slurpfile packages "$gp_work/packages.json" '
    $config[0] as $it | {
      $image, $digest, platform: "\($it.os)/\($it.architecture)", created: $it.created, config: ($it.config // {}), labels: ($it.config.Labels // {}),
      user: ($it.config.User // ""), annotations: ($manifest[0].annotations // {}), history: ($it.history // []), layers: ($manifest[0].layers | length),
      bytes: ($manifest[0].layers | map(.size) | add), packages: $packages[0]}' >"$policy_input/$(jq -r '"\(.os)-\(.architecture)\(.variant // "")" | gsub("[^A-Za-z0-9-]"; "")' "$gp_work/config.json").json"
}

if [ "$GP_PACKAGES" = true ]; then
  syft_scan "oci-archive:$GP_ARCHIVE" -o "cyclonedx-json=$gp_work/bill.json"
  json "$gp_work/bill.json"
  jq -c '[.components[]? | select(.type != "file") | {name, version: (.version // ""), purl: (.purl // "")}]' "$gp_work/bill.json" >"$gp_work/packages.json"
fi
policy_images "$GP_DIGEST"
code=0
conftest test --no-color --output json --all-namespaces --parser json --policy "$GP_POLICY" "$gp_work/inputs" >"$gp_report.json" 2>"$gp_work/said" || code=$?
case $code in 0 | 1) ;; *) stop "conftest broke off with exit code $code: $(tail -n 1 "$gp_work/said" | cut -c 1-300)" 'run it by hand: conftest verify' ;; esac
if [ ! -s "$gp_report.json" ] || ! jq -e 'type == "array"' "$gp_report.json" >/dev/null 2>&1; then
  stop "the policy cannot be read: $(grep -i -m 1 error "$gp_work/said" | cut -c 1-300)" 'run it by hand: conftest verify'
fi
[ "$(jq '[.[] | (.successes // 0) + ((.failures // []) | length) + ((.warnings // []) | length)] | add // 0' "$gp_report.json")" -gt 0 ] ||
  stop "the policy $GP_POLICY has no rule" 'write rules called deny, violation or warn'
# shellcheck disable=SC2016 # jq's variables
jq -c '
  def said($kind): map(. as $one | .[$kind][]? | {platform: ($one.filename | split("/") | last | rtrimstr(".json")), policy: $one.namespace, reason: (.msg | gsub("[\\x00-\\x1f]"; " "))});
  {broken: said("failures"), warned: said("warnings")}' "$gp_report.json" >"$gp_work/judged.json"
# shellcheck disable=SC2016
conclude --slurpfile judged "$gp_work/judged.json" '
  $judged[0] | (.broken | length) as $count
  | {verdict: (if $count == 0 then "clean" else "findings" end), broken: .broken[:20],
     message: (if $count == 0 then "all rules hold" else "rules that are broken: \($count)" end),
     warned: (.warned[:20] | map(.reason)), top: (.broken[:20] | map("\(.reason) (\(.policy), \(.platform))"))}'

# shellcheck shell=sh
# Copies an image by its digest to another repository, with its signatures and attestations; it gets its tags last.
need crane crane version
case "$GP_HOST $GP_SOURCE_HOST" in *.dkr.ecr*) need aws aws --version ;; esac
promote_source="$GP_SOURCE@${GP_DIGEST:-}"
promote_target="$GP_IMAGE@${GP_DIGEST:-}"
printf '%s\n' "${GP_DIGEST:-}" | grep -Eqx 'sha256:[0-9a-f]{64}' || stop 'there is no image to promote' 'call it in the pipeline that pushed the image, or name the argument digest'

# promote_attached: the tags of signatures, attestations and bills of materials of the image and of all its platforms, as cosign names them.
promote_attached() {
  registry_crane manifest "$promote_source" || registry_fault "$promote_source cannot be read"
  jq -r --arg digest "$GP_DIGEST" '$digest, .manifests[]?.digest | sub(":"; "-")' "$gp_work/answer" >"$gp_work/subjects"
  registry_crane ls "$GP_SOURCE" || registry_fault "the tags of $GP_SOURCE cannot be read"
  while read -r promote_subject; do
    grep -Ex "$promote_subject(\..+)?" "$gp_work/answer" || :
  done <"$gp_work/subjects" >"$gp_work/attached"
}

# promote_copy FROM TO: they have the same digest afterwards.
promote_copy() {
  registry_digest "$1" || stop "$1 is not in the registry" 'push it first, with pushImage; or did something remove it?'
  promote_digest=$(cat "$gp_work/answer")
  if registry_digest "$2" && [ "$(cat "$gp_work/answer")" = "$promote_digest" ]; then return 0; fi
  registry_crane copy "$1" "$2" || registry_fault "$2 cannot be written"
  registry_digest "$2" || registry_fault "$2 was written and is not there"
  [ "$(cat "$gp_work/answer")" = "$promote_digest" ] || stop "$2 is $(cat "$gp_work/answer"), not $promote_digest" 'does another build promote to the same place?'
}

# promote_tag TAG: set where it is free.
promote_tag() {
  if registry_digest "$GP_IMAGE:$1" && [ "$(cat "$gp_work/answer")" != "$GP_DIGEST" ]; then
    stop "the tag $1 of $GP_IMAGE is taken by $(cat "$gp_work/answer")" 'name other tags by the argument tags'
  fi
  promote_copy "$promote_target" "$GP_IMAGE:$1"
}

registry_open
[ "$GP_SOURCE_HOST" = "$GP_HOST" ] || [ -z "${GP_SOURCE_REGION:-}" ] ||
  registry_login "$GP_SOURCE_HOST" "$GP_SOURCE_REGION" || registry_aws_fault "no login at $GP_SOURCE_HOST"
registry_login "$GP_HOST" "${GP_REGION:-}" || registry_aws_fault "no login at $GP_HOST"
registry_digest "$promote_source" || stop "$promote_source is not in the registry" 'push it first, with pushImage'
promote_attached
if [ "$GP_SIGNED" = true ] && ! grep -qx "$(printf '%s' "$GP_DIGEST" | tr : -)\.sig" "$gp_work/attached"; then
  stop "$promote_source has no signature" 'sign it first, with signImage; or say signed: false'
fi
promote_copy "$promote_source" "$promote_target"
while read -r promote_one; do promote_copy "$GP_SOURCE:$promote_one" "$GP_IMAGE:$promote_one"; done <"$gp_work/attached"
for promote_one in ${GP_TAGS:-}; do promote_tag "$promote_one"; done
# shellcheck disable=SC2016 # jq's variables
conclude --arg digest "$GP_DIGEST" --arg reference "$promote_target" --rawfile attached "$gp_work/attached" '
  ($attached | split("\n") | map(select(. != ""))) as $tags
  | {digest: $digest, reference: $reference, attached: $tags, message: "\($reference), with \($tags | length) signatures and attestations"}'

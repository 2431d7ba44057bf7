# shellcheck shell=sh
# Pushes the archive that buildImage made by its digest, gives it its tags, and asks the registry what it has.
need crane crane version
[ "$GP_KIND" != ecr ] || need aws aws --version
push_reference="$GP_IMAGE@${GP_DIGEST:-}"
push_layout="$gp_root/.gen-pipelines/layout" # beside the archive: as big as that, too big for a small /tmp
printf '%s\n' "${GP_DIGEST:-}" | grep -Eqx 'sha256:[0-9a-f]{64}' || stop 'there is no image to push' 'call buildImage first, and hand its archive on by handover: "archive"'
printf '%s\n' "$GP_TAGS" | grep -Evx '[A-Za-z0-9_][A-Za-z0-9._-]{0,127}' >"$gp_work/wrong" && stop "$(head -n 1 "$gp_work/wrong") is no tag of an image" 'check the argument tags'

# push_create: the repository in ECR, when it is missing. Other registries make one at the first push.
push_create() {
  registry_ecr describe-repositories --repository-names "$GP_REPOSITORY" >/dev/null && return 0
  grep -q RepositoryNotFoundException "$gp_work/said" || registry_aws_fault "the repository $GP_IMAGE cannot be read"
  push_mutability=MUTABLE
  [ "$GP_IMMUTABLE" != true ] || push_mutability=IMMUTABLE
  if registry_ecr create-repository --repository-name "$GP_REPOSITORY" --image-tag-mutability "$push_mutability" --image-scanning-configuration scanOnPush=true >/dev/null; then
    echo "created the repository $GP_IMAGE"
  else
    grep -q RepositoryAlreadyExistsException "$gp_work/said" || registry_aws_fault "the repository $GP_IMAGE cannot be created"
  fi
}

# push_archive: the digest is there afterwards.
push_archive() {
  if registry_digest "$push_reference"; then
    echo "$push_reference is in the registry already"
    return 0
  fi
  [ -f "${GP_ARCHIVE:-}" ] || stop "the archive of $push_reference is not on this agent" 'build it in this workspace, or hand it on: buildImage(handover: "archive")'
  rm -rf "$push_layout"
  mkdir "$push_layout"
  tar --force-local -xf "$GP_ARCHIVE" -C "$push_layout" || stop "the archive $GP_ARCHIVE cannot be read" 'is it complete, and is there room on the disk?'
  json "$push_layout/index.json"
  push_held=$(jq -r '.manifests | map(.digest) | join(" ")' "$push_layout/index.json")
  [ "$push_held" = "$GP_DIGEST" ] || stop "the archive holds $push_held, but $GP_DIGEST was built" 'build again; something changed the archive'
  registry_crane push "$push_layout" "$push_reference" || { rm -rf "$push_layout"; registry_fault "$GP_IMAGE cannot be pushed"; }
  rm -rf "$push_layout"
  registry_digest "$push_reference" || registry_fault "$push_reference was pushed and is not there"
}

# push_tag TAG: a tag that has the image already is left alone; one that has another is moved only where tags may move.
push_tag() {
  if registry_digest "$GP_IMAGE:$1"; then
    push_other=$(cat "$gp_work/answer")
    [ "$push_other" != "$GP_DIGEST" ] || return 0
    [ "$GP_IMMUTABLE" != true ] || stop "the tag $1 is taken by $push_other" 'tags are never moved here: build again for a tag of its own, or say immutable: false'
  fi
  registry_crane tag "$push_reference" "$1" || registry_fault "$GP_IMAGE cannot be tagged $1"
  registry_digest "$GP_IMAGE:$1" || registry_fault "the tag $1 was set and is not there"
  [ "$(cat "$gp_work/answer")" = "$GP_DIGEST" ] || stop "the registry has $(cat "$gp_work/answer") as $1, not $GP_DIGEST" 'does another build push the same tag?'
}

registry_open
registry_login "$GP_HOST" "${GP_REGION:-}" || registry_aws_fault "no login at $GP_HOST"
[ "$GP_CREATE" != true ] || [ "$GP_KIND" != ecr ] || push_create
push_archive
for push_one in $GP_TAGS; do push_tag "$push_one"; done
if [ -f .gen-pipelines/image.json ]; then
  jq --arg image "$GP_IMAGE" --arg tags "$GP_TAGS" '. + {image: $image, tags: ($tags | split("\n"))}' .gen-pipelines/image.json >"$gp_work/image.json"
  mv "$gp_work/image.json" .gen-pipelines/image.json
fi
# shellcheck disable=SC2016 # jq's variables
conclude --arg digest "$GP_DIGEST" --arg reference "$push_reference" --arg tags "$GP_TAGS" '
  {digest: $digest, reference: $reference, tags: ($tags | split("\n")), message: "\($reference) tagged \($tags | split("\n") | join(", "))"}'

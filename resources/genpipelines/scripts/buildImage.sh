# shellcheck shell=sh
# Builds an image with BuildKit into an OCI archive in the workspace, and notes it for the steps that follow.
need docker-buildx docker buildx version
build_note="$gp_root/.gen-pipelines"
mkdir -p "$build_note"
rm -f "$build_note/image.json" "$build_note/image.tar" "$build_note/image.part" # of an earlier build
enter

# build_inside PATH WHAT: a path of the service, never an option.
build_inside() {
  [ -e "$1" ] || stop "there is no $2 $1 in the folder $GP_DIRECTORY" "check the argument $2, and that the sources are fetched"
  case $1 in /*) printf '%s' "$1" ;; *) printf './%s' "$1" ;; esac
}

# build_labels: what is known of the sources, as OCI names it, and the labels of the call.
build_labels() {
  build_source=$(git remote get-url origin 2>/dev/null | sed -E 's#^([a-z]+://)[^@/]*@#\1#') || build_source=
  jq -n --arg revision "$build_commit" --arg source "$build_source" --arg created "$build_created" --arg title "${SERVICE:-${GP_REPOSITORY##*/}}" \
    --arg version "$(git describe --tags --exact-match 2>/dev/null || :)" '
    {title: $title, revision: $revision, source: $source, created: $created, version: $version}
    | with_entries(select(.value != "") | .key |= "org.opencontainers.image." + .) + (env.GP_LABELS | fromjson)'
}

# build_flags: build arguments and labels, quoted for the shell.
build_flags() {
  jq -r '[(env.GP_ARGS | fromjson | to_entries[] | "--build-arg=\(.key)=\(.value)"), (to_entries[] | "--label=\(.key)=\(.value)") | @sh] | join(" ")' "$gp_work/labels"
}

# build_cached: the share of the instructions that came from the cache. A layer that is fetched for it shows its digest only.
build_cached() {
  awk '/^#[0-9]+ \[[^]]*[0-9]+\/[0-9]+\] / && !/\] FROM / && !($1 in all) { all[$1] = 1; n++ }
       /^#[0-9]+ (CACHED|sha256:)/ && ($1 in all) && !($1 in hit) { hit[$1] = 1; h++ }
       END { printf "%.2f", n ? h / n : 0 }' "$gp_work/log"
}

# build_warning: why the cache could not be written, if so.
build_warning() {
  awk '/^#[0-9]+ exporting cache/ { cache[$1] = 1 }
       /^#[0-9]+ ERROR: / && ($1 in cache) { sub(/^#[0-9]+ ERROR: /, ""); print "the layer cache could not be written: " $0 }' "$gp_work/log" | tail -n 1
}

# build_times: BuildKit makes no file newer than the commit; here none is older, as what an earlier build fetched into this workspace would be.
build_times() {
  touch -d "@$SOURCE_DATE_EPOCH" "$gp_work/commit"
  find "$build_context" -name .git -prune -o ! -newer "$gp_work/commit" -exec touch -h -c -r "$gp_work/commit" {} +
}

build_dockerfile=$(build_inside "$GP_DOCKERFILE" dockerfile)
build_context=$(build_inside "$GP_CONTEXT" context)
build_commit=$(git rev-parse --verify --quiet HEAD 2>/dev/null) || build_commit=
build_created=$(date -u +%Y-%m-%dT%H:%M:%SZ)
if [ "$GP_REPRODUCIBLE" = true ]; then
  if [ -n "$build_commit" ]; then
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
    export SOURCE_DATE_EPOCH
    build_times || echo 'some files keep their time: this image may differ from another of the same commit'
    build_created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
  else
    echo 'the sources are no Git commit, so the image carries the time of this build'
  fi
fi
build_labels >"$gp_work/labels"

registry_open
set -- "--file=$build_dockerfile"
[ -z "${GP_TARGET:-}" ] || set -- "$@" "--target=$GP_TARGET"
[ -z "${GP_PLATFORMS:-}" ] || set -- "$@" "--platform=$(printf '%s' "$GP_PLATFORMS" | tr '\n' ',')"
[ -z "${GP_SSH_KEY:-}" ] || set -- "$@" "--ssh=default=$GP_SSH_KEY"
build_flags >"$gp_work/flags"
eval "set -- \"\$@\" $(cat "$gp_work/flags")"
for build_secret in ${GP_SECRET_IDS:-}; do
  case $build_secret in *[!A-Za-z0-9_.-]*) stop "$build_secret is no id of a secret" 'use letters, digits, dots, dashes and underscores, here and in the Dockerfile' ;; esac
done
build_number=0
while [ "$build_number" -lt "$GP_SECRET_COUNT" ]; do
  set -- "$@" "--secret=id=$(printf '%s\n' "${GP_SECRET_IDS:-}" | sed -n "$((build_number + 1))p"),env=GP_SECRET_$build_number"
  build_number=$((build_number + 1))
done
if [ "$GP_CACHE_REGISTRY" = true ]; then
  registry_login "$GP_HOST" "${GP_REGION:-}" || { echo "no login at $GP_HOST for the layer cache:"; cat "$gp_work/said"; }
  build_layers="type=registry,ref=$GP_IMAGE:$GP_CACHE_TAG"
  set -- "$@" "--cache-from=$build_layers" "--cache-to=$build_layers,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true"
fi
if [ "$GP_CACHE_LOCAL" = true ]; then
  build_local="$gp_cache/layers/$(printf '%s' "$GP_IMAGE" | tr '/:' '__')"
  mkdir -p "$gp_cache/layers" || stop "the agent's cache $gp_cache cannot be written" 'look at its rights, or name another place by GEN_PIPELINES_CACHE'
  [ ! -d "$build_local" ] || set -- "$@" "--cache-from=type=local,src=$build_local"
  set -- "$@" "--cache-to=type=local,dest=$build_local.$$,mode=max,ignore-error=true"
fi

{ docker buildx build --progress=plain --provenance=false "--metadata-file=$gp_work/metadata.json" --output=type=oci,dest=-,rewrite-timestamp=true \
  "$@" -- "$build_context" >"$build_note/image.part" || echo $? >"$gp_work/code"; } 2>&1 | tee "$gp_work/log"
if [ -s "$gp_work/code" ]; then
  rm -rf "$build_note/image.part" ${build_local:+"$build_local.$$"}
  build_explain
fi
if [ -n "${build_local:-}" ]; then # the newest replaces the others; of builds at the same time, one stays
  rm -rf "$build_local"
  mv -T "$build_local.$$" "$build_local" 2>/dev/null || rm -rf "$build_local.$$"
fi
json "$gp_work/metadata.json"
build_digest=$(jq -r '."containerimage.digest" // empty' "$gp_work/metadata.json")
[ -n "$build_digest" ] || stop 'BuildKit tells no digest' 'is this builder older than BuildKit 0.12?'
mv "$build_note/image.part" "$build_note/image.tar"
jq -n --arg image "$GP_IMAGE" --arg digest "$build_digest" --arg revision "$build_commit" \
  '{image: $image, digest: $digest, archive: ".gen-pipelines/image.tar", revision: $revision}' >"$gp_work/image.json"
mv "$gp_work/image.json" "$build_note/image.json"
# shellcheck disable=SC2016 # jq's variables
conclude --arg digest "$build_digest" --arg warning "$(build_warning)" --argjson cached "$(build_cached)" --slurpfile labels "$gp_work/labels" '
  {digest: $digest, archive: ".gen-pipelines/image.tar", labels: $labels[0], cached: $cached, warning: $warning,
   message: "\($digest), \($cached * 100 | round) % of its layers from the cache"}'

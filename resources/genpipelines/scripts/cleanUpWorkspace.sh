# shellcheck shell=sh
# What this build left on the agent: containers that carry its label, and its own login configurations. Caches stay.
freed=$(du -sk . 2>/dev/null | cut -f 1)
if [ -n "${BUILD_TAG:-}" ] && command -v docker >/dev/null 2>&1; then
  docker ps --all --quiet --filter "label=gen-pipelines.build=$BUILD_TAG" 2>/dev/null >"$gp_work/containers" || :
  while read -r container; do
    docker rm --force --volumes "$container" >/dev/null || echo "the container $container could not be removed"
  done <"$gp_work/containers"
fi
find . -maxdepth 3 -type d -name .docker-login -prune -exec rm -rf {} + || :
# shellcheck disable=SC2016 # jq's variables
conclude --arg freed "${freed:-0}" '($freed | tonumber * 1024) as $bytes | {freed: $bytes, message: "\($bytes / 1048576 * 10 | round / 10) MiB freed"}'

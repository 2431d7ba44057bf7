# shellcheck shell=sh
# What was fetched: the commit, its author, and the address without credentials. Reports of an earlier build in this workspace go.
need git git --version
if [ "$(cat reports/.build 2>/dev/null)" != "${BUILD_TAG:-}" ]; then
  find reports -mindepth 2 -delete
  printf '%s' "${BUILD_TAG:-}" >reports/.build
fi
git rev-parse --git-dir >/dev/null 2>&1 || stop 'the workspace holds no Git repository' 'the job must be configured with Git'
if [ "$GP_SUBMODULES" = true ]; then
  git submodule update --init --recursive || stop 'the submodules could not be fetched' 'look at its output above'
fi
if [ "$GP_LFS" = true ]; then
  git lfs version >/dev/null 2>&1 || stop 'git-lfs is missing' 'install git-lfs on the agent'
  git lfs pull || stop 'the Git LFS files could not be fetched' 'look at its output above'
fi
if [ "$GP_DEPTH" = 0 ] && [ "$(git rev-parse --is-shallow-repository)" = true ]; then
  git fetch --quiet --unshallow || stop 'the history could not be fetched' 'the scans of secrets and Sonar need it'
fi
if [ "$GP_VERIFY_SIGNATURES" = true ]; then
  git verify-commit HEAD || stop "commit $(git rev-parse HEAD) has no signature that this agent trusts" 'sign it, or give the agent the key of its author'
fi
url=$(printf '%s' "$(git config --get remote.origin.url || printf '%s' "$GP_URL")" | sed 's,^\([a-z+]*://\)[^/@]*@,\1,')
branch=${CHANGE_ID:+PR-$CHANGE_ID}
# shellcheck disable=SC2016 # jq's variables
conclude --arg commit "$(git rev-parse HEAD)" --arg branch "${TAG_NAME:-${branch:-$GP_BRANCH}}" --arg author "$(git log -1 --format=%an)" --arg url "$url" \
  '{commit: $commit, branch: $branch, author: $author, url: $url, message: "\($branch) at \($commit[:10]) by \($author)"}'

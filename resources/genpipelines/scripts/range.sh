# shellcheck shell=sh
# Which commits a build is about.

# range: sets $gp_range to what is new in this build: of a pull request what its target does not have, else what came since the last
# good build; empty for the whole history. GP_RANGE says it otherwise; GP_HISTORY wants the whole history of a branch.
range() {
  git rev-parse --git-dir >/dev/null 2>&1 || stop 'the folder holds no Git repository' 'call fetchSource first'
  gp_range=
  if [ -n "${GP_RANGE:-}" ]; then
    case $GP_RANGE in -* | *[!A-Za-z0-9._/~^@-]*) stop "$GP_RANGE is no range of commits" 'write it like main..HEAD' ;; esac
    git rev-list --quiet "$GP_RANGE" -- 2>/dev/null || stop "there is no range of commits $GP_RANGE here" 'fetch the whole history: fetchSource(depth: 0)'
    gp_range=$GP_RANGE
  elif [ -n "${CHANGE_TARGET:-}" ]; then
    target
    gp_range="$gp_base..HEAD"
  elif [ "${GP_HISTORY:-true}" = false ] && [ -n "${GIT_PREVIOUS_SUCCESSFUL_COMMIT:-}" ] && git cat-file -e "$GIT_PREVIOUS_SUCCESSFUL_COMMIT" 2>/dev/null; then
    gp_range="$GIT_PREVIOUS_SUCCESSFUL_COMMIT..HEAD"
  fi
  if [ -z "$gp_range" ] && [ "$(git rev-parse --is-shallow-repository)" = true ]; then
    git fetch --quiet --unshallow || stop 'the history is not there, and cannot be fetched' 'fetch it: fetchSource(depth: 0)'
  fi
}

# target: sets $gp_base to the commit at which a pull request left its target.
target() {
  gp_base=
  for gp_ref in "origin/$CHANGE_TARGET" "$CHANGE_TARGET"; do
    [ -n "$gp_base" ] || gp_base=$(git merge-base "refs/remotes/$gp_ref" HEAD 2>/dev/null || git merge-base "refs/heads/$gp_ref" HEAD 2>/dev/null || :)
  done
  if [ -z "$gp_base" ]; then
    git fetch --quiet origin "+refs/heads/$CHANGE_TARGET:refs/remotes/origin/$CHANGE_TARGET" && gp_base=$(git merge-base "refs/remotes/origin/$CHANGE_TARGET" HEAD || :)
  fi
  [ -n "$gp_base" ] || stop "it is not known where the pull request left $CHANGE_TARGET" 'fetch the whole history: fetchSource(depth: 0)'
}

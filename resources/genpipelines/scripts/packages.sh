# shellcheck shell=sh
# Caches of packages on the agent, one for each state of the lock files; a new one starts with what the last one had.
# The tools share a folder safely; Maven does so from 3.9 on, and before it one build has to wait for the other.

# packages_locks TOOL: the names of the files that say which packages there are.
packages_locks() {
  case $1 in
    npm) echo package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml ;;
    pip) echo 'requirements*.txt' poetry.lock Pipfile.lock uv.lock pyproject.toml ;;
    maven) echo pom.xml ;;
    gradle) echo 'gradle.lockfile' 'build.gradle*' 'libs.versions.toml' ;;
    go) echo go.sum ;;
  esac
}

# packages_key TOOL: stands for what is in the lock files of this folder and those below.
packages_key() {
  set -f
  # shellcheck disable=SC2046 # names without blanks
  set -- $(packages_locks "$1")
  set +f
  packages_names=
  for packages_name; do packages_names="$packages_names${packages_names:+ -o }-name $packages_name"; done
  set -f
  # shellcheck disable=SC2086 # one argument each
  find . -maxdepth 4 \( -name node_modules -o -name .git -o -name .venv \) -prune -o -type f \( $packages_names \) -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -c 1-16
  set +f
}

# packages_folder TOOL: the cache for the lock files as they are. It appears whole, whoever makes one at the same time.
packages_folder() {
  packages_all="$gp_cache/packages/$1"
  packages_one="$packages_all/$(packages_key "$1")"
  if [ ! -d "$packages_one" ]; then
    mkdir -p "$packages_all" || stop "the agent's cache $gp_cache cannot be written" 'look at its rights, or name another place by GEN_PIPELINES_CACHE'
    packages_new=$(mktemp -d "$packages_all/.new-XXXXXX")
    # shellcheck disable=SC2012 # keys of our own, newest first
    packages_last=$(ls -t "$packages_all" | head -n 1)
    [ -z "$packages_last" ] || cp -a --reflink=auto "$packages_all/$packages_last/." "$packages_new" 2>/dev/null || : # what is missing is fetched again
    chmod 755 "$packages_new"
    mv -T "$packages_new" "$packages_one" 2>/dev/null || rm -rf "$packages_new"
  fi
  touch "$packages_one"
  find "$packages_all" -mindepth 1 -maxdepth 1 -type d -mtime +14 -exec chmod -R u+w {} + -exec rm -rf {} + || :
}

# packages_maven: the repository by system properties, which every Maven reads.
packages_maven() {
  case $packages_one in *[[:space:]]*) stop "Maven takes no cache with a blank in its path: $packages_one" 'name another place by GEN_PIPELINES_CACHE' ;; esac
  packages_version=$(sed -nE 's/.*apache-maven-([0-9.]*[0-9]).*/\1/p' .mvn/wrapper/maven-wrapper.properties 2>/dev/null | head -n 1)
  [ -n "$packages_version" ] || packages_version=$(mvn --version 2>/dev/null | sed -nE '1s/.*Maven ([0-9.]*[0-9]).*/\1/p')
  export MAVEN_OPTS="${MAVEN_OPTS:-} -Dmaven.repo.local=$packages_one -Daether.syncContext.named.factory=file-lock -Daether.syncContext.named.nameMapper=file-gav"
  case $packages_version in
    [4-9].* | 3.9 | 3.9.* | 3.[1-9][0-9]*) ;;
    *)
      echo "Maven ${packages_version:-of unknown version} cannot share its packages: builds wait for each other; Maven 3.9 can"
      need flock flock --version
      exec 8>"$packages_one.lock"
      flock 8
      ;;
  esac
}

# packages_gradle: a home of its own, with what the agent's administrator set in the other one.
packages_gradle() {
  packages_home=${GRADLE_USER_HOME:-${HOME:-/nonexistent}/.gradle}
  for packages_name in gradle.properties init.gradle init.d; do
    [ ! -e "$packages_home/$packages_name" ] || ln -sfn "$packages_home/$packages_name" "$packages_one/$packages_name"
  done
  export GRADLE_USER_HOME="$packages_one"
}

# packages_open: the caches of the tools in GP_CACHE, for the commands that follow.
packages_open() {
  for packages_tool in ${GP_CACHE:-}; do
    packages_folder "$packages_tool"
    case $packages_tool in
      npm) export npm_config_cache="$packages_one" npm_config_prefer_offline=true ;;
      pip) export PIP_CACHE_DIR="$packages_one" ;;
      maven) packages_maven ;;
      gradle) packages_gradle ;;
      go) export GOMODCACHE="$packages_one/modules" GOCACHE="$packages_one/built" GOFLAGS="${GOFLAGS:-} -modcacherw" ;;
    esac
  done
}

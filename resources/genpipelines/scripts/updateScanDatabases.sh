# shellcheck shell=sh
# Fetches the databases of the scanners, each beside the one that builds use, which it replaces when it is complete.

# update_asked NAME: whether this database is to be fetched.
update_asked() {
  printf '%s\n' "$GP_DATABASES" | grep -qx "$1"
}

# update_note NAME FILE [TROUBLE]: the age of a database by its file, and why it is not a new one.
update_note() {
  update_age=
  [ ! -e "$2" ] || update_age=$(($(date +%s) - $(stat -c %Y "$2")))
  [ -z "${3:-}" ] || printf '%s: %s\n' "$1" "$3" >&2
  jq -cn --arg name "$1" --arg age "$update_age" --arg trouble "${3:-}" \
    '{name: $name, age: (if $age == "" then null else [$age | tonumber, 0] | max end), trouble: $trouble}' >>"$gp_work/notes"
}

# update_swap NEW FOLDER NAME: NEW takes the place of FOLDER/NAME in one move. What was there stays until the next time, because scans may read it.
update_swap() {
  update_old=$(readlink "$2/$3") || update_old=
  update_kept="$3-$(date +%s)-$$"
  mv -T "$1" "$2/$update_kept"
  if [ -d "$2/$3" ] && [ ! -L "$2/$3" ]; then # as a build fetched it
    update_old="$3-0"
    mv -T "$2/$3" "$2/$update_old"
  fi
  ln -s "$update_kept" "$2/$3.$$"
  mv -T "$2/$3.$$" "$2/$3"
  for update_other in "$2/$3"-*; do
    case ${update_other##*/} in "$update_kept" | "$update_old") ;; *) rm -rf "$update_other" ;; esac
  done
}

# update_trivy NAME OPTION: one of its databases.
update_trivy() {
  if trivy --cache-dir "$update_new" image "$2" >&2 && [ -f "$update_new/$1/metadata.json" ]; then
    update_swap "$update_new/$1" "$gp_cache/trivy" "$1"
    update_note "$3" "$gp_cache/trivy/$1/metadata.json"
  else
    update_note "$3" "$gp_cache/trivy/$1/metadata.json" 'could not be fetched; TRIVY_DB_REPOSITORY names a mirror'
  fi
}

# update_dependency_check: on a copy, which takes hours at times; builds wait only while files are moved.
update_dependency_check() {
  update_data=${DEPENDENCY_CHECK_DATA:-$gp_cache/dependency-check}
  mkdir -p "$update_data"
  set -- --updateonly --data "$update_new/dependency-check"
  if [ -n "${GP_NVD_KEY:-}" ]; then # in a file: a command line can be read by everybody on the agent
    (umask 077 && printf 'nvd.api.key=%s\n' "$GP_NVD_KEY" >"$gp_work/properties")
    set -- "$@" --propertyfile "$gp_work/properties"
  fi
  [ -z "${DEPENDENCY_CHECK_FEED:-}" ] || set -- "$@" --nvdDatafeed "$DEPENDENCY_CHECK_FEED"
  if flock "$update_data" cp -a "$update_data" "$update_new/dependency-check" && "$update_tool" "$@" >&2 &&
    [ -n "$(find "$update_new/dependency-check" -maxdepth 1 -name 'odc*.db')" ]; then
    touch "$update_new/dependency-check/updated"
    flock "$update_data" find "$update_new/dependency-check" -mindepth 1 -maxdepth 1 -exec mv -f -t "$update_data" {} +
    update_note dependency-check "$update_data/updated"
  else
    update_note dependency-check "$update_data/updated" 'could not be fetched; DEPENDENCY_CHECK_FEED names a mirror, and the argument credentials a key'
  fi
}

# update_semgrep: every rule set for itself.
update_semgrep() {
  mkdir -p "$gp_cache/semgrep"
  [ -n "${GP_RULES:-}" ] || GP_RULES=$(find "$gp_cache/semgrep" -name '*_*.yaml' | sed 's|.*/||; s|\.yaml$||; s|_|/|' | sort)
  printf '%s\n' "$GP_RULES" | grep . >"$gp_work/rules" || stop 'no rule set of Semgrep is named, and the agent has none' 'name some by the argument rules, such as p/javascript'
  while IFS= read -r rule; do
    printf '%s\n' "$rule" | grep -Eqx '[a-z]+/[A-Za-z0-9][A-Za-z0-9._-]*' || stop "$rule is no rule set" 'check the argument rules: p/javascript is one'
    update_rules="$gp_cache/semgrep/$(printf '%s' "$rule" | tr '/' '_').yaml"
    if curl --fail --silent --show-error --location --max-time 300 --output "$update_new/rules" "${SEMGREP_URL:-https://semgrep.dev}/c/$rule" && grep -q 'rules' "$update_new/rules"; then
      mv "$update_new/rules" "$update_rules"
      update_note "semgrep $rule" "$update_rules"
    else
      update_note "semgrep $rule" "$update_rules" 'could not be fetched; SEMGREP_URL names a mirror'
    fi
  done <"$gp_work/rules"
}

need flock flock --version
! update_asked trivy || need trivy trivy --version
update_tool=dependency-check
command -v "$update_tool" >/dev/null 2>&1 || update_tool=dependency-check.sh
! update_asked dependency-check || need dependency-check "$update_tool" --version
! update_asked semgrep || need curl curl --version
mkdir -p "$gp_cache/trivy" || stop "the agent's cache $gp_cache cannot be written" 'look at its rights, or name another place by GEN_PIPELINES_CACHE'
exec 9>"$gp_cache/update.lock"
flock --wait 7200 9 || stop 'another update has been at work on this agent for two hours' 'look at that build'
find "$gp_cache" -maxdepth 1 -name 'update-*' -exec rm -rf {} + # of updates that were killed
update_new="$gp_cache/update-$$"                                # beside the old ones, so that a move is one step
mkdir "$update_new"
trap 'rm -rf "$gp_work" "$update_new"' EXIT
export TRIVY_SKIP_VERSION_CHECK=true TRIVY_DISABLE_TELEMETRY=true TRIVY_NO_PROGRESS=true TRIVY_DISABLE_VEX_NOTICE=true
if update_asked trivy; then
  update_trivy db --download-db-only trivy
  [ ! -d "$gp_cache/trivy/java-db" ] || update_trivy java-db --download-java-db-only 'trivy for Java'
fi
! update_asked dependency-check || update_dependency_check
! update_asked semgrep || update_semgrep
# shellcheck disable=SC2016 # jq's variables
conclude --slurpfile notes "$gp_work/notes" --argjson oldest "$GP_OLDEST" '
  def days: if . == null then "there is none" elif . < 172800 then "\(. / 3600 | floor) hours old" else "\(. / 86400 | floor) days old" end;
  ($notes | map(select(.trouble != ""))) as $troubles
  | {updated: ($notes | map({(.name): .age}) | add),
     troubles: ($troubles | map("\(.name): \(.trouble); what is there is \(.age | days)" | sub("what is there is there is none"; "there is none"))),
     tooOld: ($troubles | any(.age == null or .age > $oldest)),
     message: "\($notes | length - ($troubles | length)) of \($notes | length) databases fetched"}'

# shellcheck shell=sh
# Runs SonarQube's scanner with the server and the token that Jenkins has put into the environment. The token is in no command line.
need sonar-scanner sonar-scanner --version
need curl curl --version
[ -n "${SONAR_HOST_URL:-}" ] || stop 'Jenkins names no SonarQube server' 'configure it under the name that the argument server says'
enter
if [ -n "${SONAR_AUTH_TOKEN:-}" ] && [ -z "${SONARQUBE_SCANNER_PARAMS:-}" ]; then
  SONARQUBE_SCANNER_PARAMS=$(jq -nc '{"sonar.host.url": env.SONAR_HOST_URL, "sonar.login": env.SONAR_AUTH_TOKEN}')
  export SONARQUBE_SCANNER_PARAMS
fi

# ask PATH: what the server answers, without the token in the process list.
ask() {
  printf 'user = "%s:"\n' "${SONAR_AUTH_TOKEN:-}" | curl --silent --show-error --fail --max-time 30 --config - "$SONAR_HOST_URL/$1"
}

ask api/system/status >"$gp_work/status" || stop "SonarQube does not answer at $SONAR_HOST_URL" 'is the server up, and can this agent reach it?'
case $(jq -r '.status // ""' "$gp_work/status" 2>/dev/null) in
  UP) ;;
  *) stop "SonarQube at $SONAR_HOST_URL is not ready: $(head -c 200 "$gp_work/status" | tr -cd '[:print:]')" 'wait until it is up, then build again' ;;
esac
ask api/navigation/global >"$gp_work/global" 2>/dev/null || echo '{}' >"$gp_work/global"

set -- -Dsonar.projectKey="$GP_PROJECT" -Dsonar.scanner.metadataFilePath="$gp_work/report-task.txt"
[ -z "${GP_SOURCES:-}" ] || set -- "$@" -Dsonar.sources="$GP_SOURCES"
if [ "$(jq -r '.edition // ""' "$gp_work/global" 2>/dev/null)" = community ]; then
  [ -z "${BRANCH_NAME:-}" ] || echo 'this server is a community edition: neither branches nor pull requests are decorated'
elif [ -n "${CHANGE_ID:-}" ]; then
  set -- "$@" -Dsonar.pullrequest.key="$CHANGE_ID" -Dsonar.pullrequest.branch="${CHANGE_BRANCH:-PR-$CHANGE_ID}" -Dsonar.pullrequest.base="${CHANGE_TARGET:-main}"
elif [ -n "${BRANCH_NAME:-}" ]; then
  set -- "$@" -Dsonar.branch.name="$BRANCH_NAME"
fi
printf '%s\n' "${GP_PROPERTIES:-}" >"$gp_work/properties"
while IFS= read -r property; do
  [ -z "$property" ] || set -- "$@" -D"$property"
done <"$gp_work/properties"
code=0
sonar-scanner "$@" || code=$?
case $code in
  0) ;;
  1) stop 'the scanner broke off with exit code 1' 'look at its output above; it may not have reached the server' ;;
  *) stop "the scanner broke off with exit code $code" 'look at its output above; are the token and the properties right?' ;;
esac
[ -s "$gp_work/report-task.txt" ] || stop 'the scanner says nothing of its analysis' 'look at its output above'
# Jenkins' plugin looks for the task here, whatever the metadata path is
mkdir -p .scannerwork && cp "$gp_work/report-task.txt" .scannerwork/report-task.txt
# shellcheck disable=SC2016 # jq's variables
conclude --rawfile told "$gp_work/report-task.txt" '
  ($told | split("\n") | map(select(contains("=")) | {key: split("=")[0], value: .[(index("=") + 1):]}) | from_entries)
  | {verdict: "clean", task: .ceTaskId, dashboard: .dashboardUrl, message: "handed in as \(.ceTaskId): \(.dashboardUrl)"}'

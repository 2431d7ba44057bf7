# shellcheck shell=sh
# What the steps that talk to a registry share: a configuration of their own that holds the login and is gone at the end, and crane in it.
registry_refused='UNAUTHORIZED|401 Unauthorized|authorization token has expired'

# registry_open: what the agent is configured with counts, too, but no login is left there.
registry_open() {
  registry_agent=$(cd -- "${DOCKER_CONFIG:-${HOME:-/root}/.docker}" 2>/dev/null && pwd) || registry_agent=
  export DOCKER_CONFIG="$gp_work/docker"
  mkdir "$DOCKER_CONFIG"
  for registry_part in cli-plugins contexts buildx; do
    [ ! -d "$registry_agent/$registry_part" ] || ln -s "$registry_agent/$registry_part" "$DOCKER_CONFIG/$registry_part"
  done
  jq '.' "$registry_agent/config.json" >"$DOCKER_CONFIG/config.json" 2>/dev/null || echo '{}' >"$DOCKER_CONFIG/config.json"
}

registry_logins=''
# registry_login HOST REGION: ECR by the AWS identity in the environment or of the agent, others by user and password if they are given.
registry_login() {
  case "$registry_logins " in *" $1="*) ;; *) registry_logins="$registry_logins $1=$2" ;; esac
  case $1 in
    *.dkr.ecr.*.amazonaws.com | *.dkr.ecr-fips.*.amazonaws.com | *.dkr.ecr.*.amazonaws.com.cn)
      registry_aws ecr get-login-password --region "$2" >"$gp_work/token" || return 1
      registry_keep "$1" AWS <"$gp_work/token" || return 1
      rm "$gp_work/token" ;;
    *)
      [ -n "${GP_REGISTRY_PASSWORD:-}" ] || return 0
      printf '%s' "$GP_REGISTRY_PASSWORD" | registry_keep "$1" "$GP_REGISTRY_USER" ;;
  esac
}

# registry_keep HOST USER: the password comes by standard input. An agent's keeper of passwords is not asked for this host.
registry_keep() {
  jq -Rs --arg host "$1" --arg user "$2" --slurpfile config "$DOCKER_CONFIG/config.json" '
    ($config[0] + {auths: (($config[0].auths // {}) + {($host): {auth: ("\($user):\(rtrimstr("\n"))" | @base64)}})})
    | if .credsStore or .credHelpers then .credHelpers[$host] = "" else . end' >"$gp_work/config" || return 1
  mv "$gp_work/config" "$DOCKER_CONFIG/config.json"
}

# registry_aws ARGUMENTS...: what AWS says of an error stays in $gp_work/said.
registry_aws() {
  AWS_PAGER='' aws --cli-connect-timeout 10 --cli-read-timeout 60 "$@" 2>"$gp_work/said"
}

# registry_ecr ARGUMENTS...: the ECR of the image's account and region.
registry_ecr() {
  registry_command=$1
  shift
  registry_aws ecr "$registry_command" --region "$GP_REGION" --registry-id "$GP_ACCOUNT" "$@"
}

# registry_aws_fault WHAT: ends the step for what AWS said last.
registry_aws_fault() {
  registry_said=$(tr -d '\r' <"$gp_work/said" | grep -v '^$' | tail -n 1)
  case $registry_said in
    *ExpiredToken* | *'security token included in the request is expired'*) stop "$1: the AWS credential has expired" 'renew it in Jenkins, or let the agent take a role' ;;
    *'Unable to locate credentials'*) stop "$1: there is no AWS credential" 'name one by the argument credentials, or give the agent a role' ;;
    *'Could not connect'* | *'Connect timeout'* | *'Read timeout'*) stop "$1: AWS does not answer" 'look at the network of the agent and at the proxy' ;;
    *) stop "$1: ${registry_said:-AWS said nothing}" 'look at the rights of the credential' ;;
  esac
}

# registry_crane ARGUMENTS...: crane's answer goes to $gp_work/answer. A login that has run out is renewed once.
registry_crane() {
  crane "$@" >"$gp_work/answer" 2>"$gp_work/said" && return 0
  [ -z "${registry_renewed:-}" ] && grep -Eq "$registry_refused" "$gp_work/said" || return 1
  registry_renewed=yes
  echo 'the registry refuses the login: logging in again'
  for registry_one in $registry_logins; do
    registry_login "${registry_one%%=*}" "${registry_one#*=}" || registry_aws_fault "no login at ${registry_one%%=*}"
  done
  crane "$@" >"$gp_work/answer" 2>"$gp_work/said"
}

# registry_digest REFERENCE: its digest in $gp_work/answer; not 0 when the registry does not have it. Any other trouble ends the step.
registry_digest() {
  registry_crane digest "$1" && return 0
  grep -Eq 'MANIFEST_UNKNOWN|NAME_UNKNOWN|404 Not Found' "$gp_work/said" && return 1
  registry_fault "$1 cannot be read"
}

# registry_fault WHAT: ends the step for what crane said last.
registry_fault() {
  tail -n 5 "$gp_work/said" >&2
  if grep -Eq "$registry_refused" "$gp_work/said"; then
    stop "$1: the registry refuses the login" 'check the argument credentials, and that its secret is still valid'
  elif grep -Eq 'DENIED|403 Forbidden' "$gp_work/said"; then
    stop "$1: the credential may not do that" 'give it the right to read and push in this repository'
  elif grep -q 'NAME_UNKNOWN' "$gp_work/said"; then
    stop "$1: the registry has no such repository" 'create it there; pushImage does so with create: true'
  elif grep -Eq 'no space left on device|Err:28 |507 Insufficient Storage|LIMIT_EXCEEDED' "$gp_work/said"; then
    stop "$1: the registry is full" 'make room there, for instance with cleanUpImages, then build again'
  elif grep -Eiq 'connection refused|no such host|i/o timeout|deadline exceeded|network is unreachable|Bad Gateway|Service Unavailable|Gateway Time-?out' "$gp_work/said"; then
    stop "$1: the registry does not answer" 'is it up, and reachable from this agent?'
  fi
  stop "$1: $(tail -n 1 "$gp_work/said" | cut -c 1-300)" 'look at the output above'
}

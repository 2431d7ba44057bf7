#!/bin/sh
# What the scripts of all steps share. Values come in as GP_NAME; the outcome goes out as one small JSON file.
# GP_KEY names the files of this call, GP_TOOLS lists the tools with their lowest versions, NAME=VERSION.
set -eu
set +x

gp_root=$(pwd)
gp_outcome="$gp_root/reports/steps/$GP_KEY.outcome.json"
# shellcheck disable=SC2034 # used by the scripts behind this one
gp_report="$gp_root/reports/scans/$GP_KEY"
mkdir -p "$gp_root/reports/steps" "$gp_root/reports/scans"
rm -f -- "$gp_outcome" "$gp_report".* # of an earlier call: a tool that writes nothing must not find them
# shellcheck disable=SC2034
gp_cache="${GEN_PIPELINES_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/gen-pipelines}"
gp_work=$(mktemp -d)
trap 'rm -rf "$gp_work"' EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
trap 'exit 129' HUP

# stop MESSAGE [HINT]: the step ends with an error, which says what to do.
stop() {
  printf '%s: %s\n' "$GP_NAME" "$1" >&2
  if command -v jq >/dev/null 2>&1; then
    jq -n --arg message "$1" --arg hint "${2:-}" '{verdict: "error", message: $message, hint: $hint}' >"$gp_work/outcome"
    gp_keep
  else
    printf '{"verdict": "error", "message": "jq is missing", "hint": "install jq 1.6 or later on the agent"}\n' >"$gp_outcome"
  fi
  exit 1
}

# conclude JQ-ARGUMENTS...: the outcome, complete or not there at all.
conclude() {
  jq -n "$@" >"$gp_work/outcome"
  gp_keep
}

# gp_keep: a full disk leaves no half of an outcome, which would hide what the tool said.
gp_keep() {
  mv "$gp_work/outcome" "$gp_outcome" || { rm -f -- "$gp_outcome"; exit 1; }
}

# need TOOL COMMAND...: the tool is there and new enough; COMMAND prints its version.
need() {
  need_tool=$1
  shift
  need_lowest=$(printf '%s\n' "$GP_TOOLS" | sed -n "s/^$need_tool=//p")
  need_hint="install $need_tool ${need_lowest:+$need_lowest or later }on the agent, or choose an agent that has it"
  command -v "$1" >/dev/null 2>&1 || stop "$need_tool is missing" "$need_hint"
  [ -n "$need_lowest" ] || return 0
  need_found=$("$@" 2>&1 | grep -Eo '[0-9]+(\.[0-9]+)+' | head -n 1) || need_found=
  [ -n "$need_found" ] || stop "$need_tool does not say its version ($*)" "$need_hint"
  awk -v found="$need_found" -v lowest="$need_lowest" 'BEGIN {
    split(found, f, "."); n = split(lowest, l, ".")
    for (i = 1; i <= n; i++) { if (f[i] + 0 > l[i] + 0) exit 0; if (f[i] + 0 < l[i] + 0) exit 1 }
  }' || stop "$need_tool $need_found is too old: it takes $need_lowest or later" "$need_hint"
}

# enter: go to the folder that the step works in. It lies in the workspace, also behind symbolic links.
enter() {
  cd -- "$gp_root/${GP_DIRECTORY:-.}" 2>/dev/null || stop "there is no folder $GP_DIRECTORY" "check the argument directory, and that the sources are fetched"
  case "$(pwd -P)/" in "$(cd "$gp_root" && pwd -P)"/*) ;; *) stop "the folder $GP_DIRECTORY lies outside the workspace" ;; esac
}

# json FILE: what a tool wrote is JSON, to its end.
json() {
  [ -s "$1" ] || stop "the tool wrote no report" "look at its output above; is the disk full?"
  jq -e 'true' "$1" >/dev/null 2>&1 || stop "the tool wrote a report that is no JSON" "look at its output above; is the disk full?"
}

command -v jq >/dev/null 2>&1 || stop 'jq is missing'

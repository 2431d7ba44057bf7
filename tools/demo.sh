#!/usr/bin/env bash
# The main job on the real example: check, render, plan, apply into a JENKINS_HOME directory and over HTTP, and where to look.
set -euo pipefail
cd "$(dirname "$0")/.."
run() { printf '\n$ gen-pipelines %s\n' "$*"; .venv/bin/gen-pipelines "$@"; }

run validate
run render
run graph backend --timing
run plan --controller local
run apply --controller local --yes
run plan --controller local

printf '\nThe same jobs over HTTP, on a double of a Jenkins controller (tests/controller; it is no part of the tool):\n'
mkdir -p build/demo && rm -f build/demo/port
.venv/bin/python -m tests.controller --token demo --port-file build/demo/port >/dev/null &
double=$!
trap 'kill "$double"' EXIT
until [ -s build/demo/port ]; do kill -0 "$double"; sleep 0.1; done
sed "s|https://jenkins.example.com|http://127.0.0.1:$(cat build/demo/port)|" pipelines.yaml >build/demo/pipelines.yaml
export JENKINS_USER=admin JENKINS_API_TOKEN=demo GEN_PIPELINES_CATALOG=build/demo/pipelines.yaml
run apply --controller production --yes
run plan --controller production
cat <<'TEXT'

Where to look:
  build/jenkinsfiles/backend.jenkinsfile          the pipeline of the backend
  build/jenkins-home/jobs/three-tier/             the jobs, laid out as in JENKINS_HOME
  docs/sync.md                                    the whole story with a controller, to be done by hand
  pipelines.yaml                                  the catalog: change it, and run `make demo` again
TEXT

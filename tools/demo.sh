#!/usr/bin/env bash
# The main job on the real example: check, render, plan, apply into a JENKINS_HOME directory, and where to look.
set -euo pipefail
cd "$(dirname "$0")/.."
run() { printf '\n$ gen-pipelines %s\n' "$*"; .venv/bin/gen-pipelines "$@"; }

run validate
run render
run graph backend --timing
run plan --controller local
run apply --controller local --yes
run plan --controller local
cat <<'TEXT'

Where to look:
  build/jenkinsfiles/backend.jenkinsfile          the pipeline of the backend
  build/jenkins-home/jobs/three-tier/             the jobs, laid out as in JENKINS_HOME
  pipelines.yaml                                  the catalog: change it, and run `make demo` again
TEXT

#!/usr/bin/env bash
# Makes .venv from the lock files: `setup.sh run` what the tool needs, `setup.sh dev` what the tests need besides,
# `setup.sh bench` the other side of the benchmark in a .venv of its own, `setup.sh java` a Java for the proofs against Groovy,
# `setup.sh simulator` a Java and the engine that runs pipelines, `setup.sh agent` what the steps of the library expect on any agent,
# `setup.sh engine` a container engine for the proof of the sandbox.
# Does nothing when it is done already. Debian's base system has no venv module, no Java and no engine: as root they are installed.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

debian() { # debian WHAT PACKAGE...: install Debian packages, or say which are missing
  local what=$1; shift
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >/dev/null && return
  fi
  fail "$what is missing; install it, on Debian with: apt-get install $*"
}

python() { # the interpreter that makes the .venv: 3.11 or later
  local name
  for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    if [ -n "$name" ] && command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      command -v "$name"; return
    fi
  done
  return 1
}

make_venv() { # make_venv FOLDER LOCK...: a virtual environment with exactly what the lock files say
  local folder=$1 stamp python; shift
  stamp=$(cat "$@" pyproject.toml | sha256sum | cut -d' ' -f1)
  [ "$(cat "$folder/.stamp-$(basename "$1")" 2>/dev/null)" = "$stamp" ] && return
  python=$(python) || { debian "Python 3.11 or later" python3 python3-venv; python=$(python) || fail "Python 3.11 or later is missing; this system has none"; }
  "$python" -c 'import ensurepip' 2>/dev/null || debian "Python's venv module" python3-venv
  [ -x "$folder/bin/pip" ] || "$python" -m venv "$folder"
  local file
  for file in "$@"; do
    "$folder/bin/pip" install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$file"
  done
  printf '%s\n' "$stamp" >"$folder/.stamp-$(basename "$1")"
}

install_tool() { # the tool itself, from this checkout: a launcher and a path, no build
  local site
  site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  printf '%s\n' "$PWD/generator" >"$site/gen_pipelines_checkout.pth"
  cat >.venv/bin/gen-pipelines <<LAUNCHER
#!$PWD/.venv/bin/python
from gen_pipelines.__main__ import main

main()
LAUNCHER
  chmod +x .venv/bin/gen-pipelines
  .venv/bin/python -m compileall -q generator  # as pip does for what it installs
  .venv/bin/python -m gen_pipelines.render.compiled
}

case "${1:-run}" in
  run) make_venv .venv requirements.lock; install_tool ;;
  dev)
    command -v curl >/dev/null || debian "curl, with which docs/sync.md changes a job by hand," curl
    make_venv .venv requirements.lock; make_venv .venv requirements-dev.lock; install_tool ;;
  bench) make_venv .venv requirements.lock; install_tool; make_venv .cache/jjb bench/requirements.lock ;;
  simulator)
    command -v javac >/dev/null && command -v mvn >/dev/null || debian "Java 11 or later with a compiler, and Maven" openjdk-17-jdk-headless maven
    PYTHONPATH=generator .venv/bin/python -m gen_pipelines.simulate.install ;;
  agent)
    for tool in jq curl git; do command -v "$tool" >/dev/null || debian "$tool, which the steps use on an agent," "$tool"; done ;;
  java)
    command -v java >/dev/null && command -v mvn >/dev/null || debian "Java 11 or later with Maven" openjdk-17-jre-headless maven
    .venv/bin/python -m tests.groovy.setup ;;
  engine)
    { command -v dockerd >/dev/null || [ -n "${DOCKER_HOST:-}" ] || [ -S /var/run/docker.sock ]; } && command -v busybox >/dev/null ||
      debian "A container engine with BusyBox" docker.io busybox-static ;;
  *) fail "unknown: $1" ;;
esac

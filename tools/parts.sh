#!/usr/bin/env bash
# Installs the real tools that the steps of the library are proven against into .cache/parts, with their commands in .cache/parts/bin:
# `parts.sh` all of them, `parts.sh NAME...` only those. Everything is pinned by its hash; what is there already stays.
set -euo pipefail
cd "$(dirname "$0")/.."
parts=$PWD/.cache/parts
locks=tools/parts
all=(scanners semgrep checkov git-secrets shellcheck dependency-check sonarqube)

fail() { printf 'parts: %s\n' "$*" >&2; exit 1; }

venv() { # venv NAME COMMAND...: Python packages in a virtual environment of their own, because they disagree about versions
  local name=$1 stamp; shift
  stamp=$(sha256sum <"$locks/$name.lock")
  [ "$(cat "$parts/$name/.stamp" 2>/dev/null)" = "$stamp" ] && return
  rm -rf "${parts:?}/$name"
  .venv/bin/python -m venv "$parts/$name"
  "$parts/$name/bin/pip" install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$locks/$name.lock"
  local command
  for command in "$@"; do ln -sf "$parts/$name/bin/$command" "$parts/bin/$command"; done
  printf '%s\n' "$stamp" >"$parts/$name/.stamp"
}

download() { # download FOLDER PACKAGE: quietly, and for a folder that only we can write to
  (cd "$1" && apt-get -qq -o APT::Sandbox::User=root download "$2" >/dev/null 2>&1)
}

debian() { # debian NAME VERSION SHA256 COMMAND-PATH: one Debian package, unpacked without being installed
  local name=$1 version=$2 digest=$3 command=$4 file
  [ -e "$parts/$name/$command" ] && return
  rm -rf "${parts:?}/$name" && mkdir -p "$parts/$name"
  download "$parts/$name" "$name=$version" || { apt-get -qq update; download "$parts/$name" "$name=$version"; } || fail "the Debian package $name $version cannot be fetched"
  file=$(echo "$parts/$name"/*.deb)
  printf '%s  %s\n' "$digest" "$file" | sha256sum --quiet -c - || fail "$name is not the package it should be"
  dpkg-deb -x "$file" "$parts/$name"
  ln -sf "$parts/$name/$command" "$parts/bin/$(basename "$command")"
}

mkdir -p "$parts/bin"
[ -n "$*" ] || tools/setup.sh agent
for name in "${@:-${all[@]}}"; do
  case $name in
    scanners) venv scanners trivy gitleaks hadolint ;;
    semgrep) venv semgrep semgrep pysemgrep ;;
    checkov) venv checkov checkov ;;
    git-secrets) debian git-secrets 1.3.0-5 29015cb9e944aca17b503f708e7166513837c4a3556ea9c42c88cf3ed399d9a4 usr/bin/git-secrets ;;
    shellcheck) debian shellcheck 0.9.0-1 8c40f8a4ecccf3d746b933853972f1cd1be6df84fc5977d0137269d4debefa4f usr/bin/shellcheck ;;
    dependency-check) .venv/bin/python -m tools.parts.dependency_check "$parts" ;;
    sonarqube) .venv/bin/python -m tools.parts.sonarqube "$parts" ;;
    *) fail "there is no part $name; known: ${all[*]}" ;;
  esac
done

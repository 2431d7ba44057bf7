#!/usr/bin/env bash
# Installs the real tools that the steps of the library are proven against into .cache/parts, with their commands in .cache/parts/bin:
# `parts.sh` all of them, `parts.sh NAME...` only those. Everything is pinned by its hash; what is there already stays.
set -euo pipefail
cd "$(dirname "$0")/.."
parts=$PWD/.cache/parts
locks=tools/parts
all=(scanners semgrep checkov git-secrets shellcheck dependency-check sonarqube docker cosign registry aws crane conftest k6 vegeta hey)

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

download() { # download FOLDER PACKAGE=VERSION: quietly, and for a folder that only we can write to
  local fetch=(apt-get -qq -o APT::Sandbox::User=root download "$2")
  (cd "$1" && { "${fetch[@]}" || { apt-get -qq update && "${fetch[@]}"; }; } >/dev/null 2>&1) ||
    fail "the Debian package $2 cannot be fetched; when Debian has a newer one, pin that in tools/parts.sh"
}

unpack() { # unpack FOLDER [PACKAGE VERSION SHA256]...: Debian packages into one folder, without installing them
  local folder=$1 file; shift
  mkdir -p "$folder"
  while [ -n "$*" ]; do
    download "$folder" "$1=$2"
    file=$(echo "$folder/$1"_*.deb)
    printf '%s  %s\n' "$3" "$file" | sha256sum --quiet -c - || fail "$1 is not the package it should be"
    dpkg-deb -x "$file" "$folder"
    rm "$file"
    shift 3
  done
}

debian() { # debian NAME VERSION SHA256 COMMAND-PATH: one Debian package, unpacked without being installed
  [ -e "$parts/$1/$4" ] && return
  rm -rf "${parts:?}/$1"
  unpack "$parts/$1" "$1" "$2" "$3"
  ln -sf "$parts/$1/$4" "$parts/bin/$(basename "$4")"
}

trixie() { # trixie COMMAND...: with an apt that knows only Debian trixie, whose packages are newer than the system's
  local apt=$parts/.trixie mirror
  if [ ! -e "$apt/apt.conf" ]; then
    mkdir -p "$apt"/{lists,archives}/partial
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 '/debian/$') || fail "this machine's apt names no mirror of Debian"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$apt/sources.list"
    cat >"$apt/apt.conf" <<CONF
Dir::State::lists "$apt/lists"; Dir::Cache::archives "$apt/archives"; Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";
Dir::Etc::sourcelist "$apt/sources.list"; Dir::Etc::sourceparts "-"; APT::Sandbox::User "root";
CONF
  fi
  APT_CONFIG=$apt/apt.conf "$@"
}

go_command() { # go_command COMMAND PACKAGE VERSION: built here; Go checks the sources against its public log of checksums
  [ -e "$parts/go/$1-$3" ] && return
  command -v go >/dev/null || fail "Go, which $1 is built with, is missing; install Go 1.25 or later"
  GOBIN=$parts/go/.new CGO_ENABLED=0 GOFLAGS='' go install "$2@$3"
  mv "$parts/go/.new/$1" "$parts/go/$1-$3"
  ln -sf "$parts/go/$1-$3" "$parts/bin/$1"
}

docker() { # Docker as bookworm does not have it, with BuildKit and the image store of containerd; runc is the system's own version
  local folder=$parts/docker command
  [ -e "$folder/.done" ] && return
  rm -rf "$folder"
  trixie unpack "$folder" \
    docker.io '26.1.5+dfsg1-9+deb13u1+b1' 53ae1a99f15113f0a0d2226808ec0d24ee31b3b87b87ab8ec35be09a1a2ee13b \
    docker-cli '26.1.5+dfsg1-9+deb13u1+b1' 596647bc4ffaaaf2e2321116b8a10f6a6086ada797c17a7117798cb391a72776 \
    docker-buildx 0.13.1+ds1-3 fcf8c48204d1603c8f209451d7827eb91bf30759578baf7704e9e1a87e5f1d7f \
    containerd '1.7.24~ds1-6+deb13u1' ed708deb96fe476a3bce4efa5c0538dfbcf717ab9a7c7944ba7260342c25899c
  unpack "$folder" runc 1.1.5+ds1-1+deb12u1 a00351f8c0318de0b424ecf5cd0fdb69880a89f3511cae4f6fff7de3e57881c5 \
    busybox-static 1:1.35.0-4+deb12u1+b1 3d3fdbe91d4660c873e14b092c213fe81c1da6362daa236eb25d0171eb108744
  for command in bin/docker sbin/dockerd bin/containerd bin/containerd-shim-runc-v2 sbin/runc libexec/docker/cli-plugins/docker-buildx; do
    ln -sf "$folder/usr/$command" "$parts/bin/"
  done
  touch "$folder/.done"
}

cosign() { # only the command: it needs nothing of trixie beside it
  [ -e "$parts/cosign/usr/bin/cosign" ] && return
  rm -rf "${parts:?}/cosign"
  trixie unpack "$parts/cosign" cosign 2.5.0-2+b5 3b6eadd27f3c4c00bfa7eab5c2397a6a15a763630c7a1d40d06ff60d24799eef
  ln -sf "$parts/cosign/usr/bin/cosign" "$parts/bin/"
}

mkdir -p "$parts/bin"
[ -n "$*" ] || tools/setup.sh agent
for name in "${@:-${all[@]}}"; do
  case $name in
    scanners) venv scanners trivy gitleaks hadolint syft ;;
    semgrep) venv semgrep semgrep pysemgrep ;;
    checkov) venv checkov checkov ;;
    git-secrets) debian git-secrets 1.3.0-5 29015cb9e944aca17b503f708e7166513837c4a3556ea9c42c88cf3ed399d9a4 usr/bin/git-secrets ;;
    shellcheck) debian shellcheck 0.9.0-1 8c40f8a4ecccf3d746b933853972f1cd1be6df84fc5977d0137269d4debefa4f usr/bin/shellcheck ;;
    dependency-check) .venv/bin/python -m tools.parts.dependency_check "$parts" ;;
    sonarqube) .venv/bin/python -m tools.parts.sonarqube "$parts" ;;
    conftest) go_command conftest github.com/open-policy-agent/conftest v0.71.1 ;;
    k6) go_command k6 go.k6.io/k6 v1.8.1 ;;
    vegeta) go_command vegeta github.com/tsenart/vegeta/v12 v12.13.0 ;;
    hey) go_command hey github.com/rakyll/hey v0.1.5 ;;
    crane) go_command crane github.com/google/go-containerregistry/cmd/crane v0.22.1 ;;
    aws) venv aws aws moto_server ;;
    docker | cosign) "$name" ;;
    registry) debian docker-registry 2.8.2+ds1-1 a9bd06c0e006854608f8469b4371743f40604ad90975532bb3b7ceeb72fe2913 usr/bin/docker-registry ;;
    *) fail "there is no part $name; known: ${all[*]}" ;;
  esac
done

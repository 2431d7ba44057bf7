# shellcheck shell=sh
# Scans an image with Trivy: an archive, or by its digest in the registry.
trivy_ready

# scan_platforms FOLDER: the images of an unpacked archive that is an index of several, a line each: its descriptor as JSON. None for any other archive.
scan_platforms() {
  [ -f "$1/index.json" ] || return 0
  scan_root=$(jq -r '.manifests[0] | select(.mediaType | test("index|manifest[.]list")) | .digest | select(test("^sha256:[0-9a-f]{64}$"))' "$1/index.json")
  [ -z "$scan_root" ] || jq -c '.manifests[] | select(.platform.os != "unknown")' "$1/blobs/sha256/${scan_root#sha256:}"
}

# scan_each FOLDER: Trivy looks at one image of an index only, so it gets each as if there were no other; the findings say of which platform they are.
scan_each() {
  scan_number=0
  while IFS= read -r scan_descriptor; do
    scan_number=$((scan_number + 1))
    printf '%s' "$scan_descriptor" | jq '{schemaVersion: 2, manifests: [.]}' >"$1/index.json"
    trivy_run "$gp_work/platform-$scan_number.json" image --scanners vuln --input "$1"
    # shellcheck disable=SC2016 # jq's variable
    jq --argjson of "$scan_descriptor" '.Results = [.Results[]? | .Target += " (\($of.platform.os)/\($of.platform.architecture)\($of.platform.variant // "" | if . == "" then . else "/" + . end))"]' \
      "$gp_work/platform-$scan_number.json" >>"$gp_work/all"
  done <"$gp_work/platforms"
  jq -s '.[0] + {Results: [.[].Results[]]}' "$gp_work/all" >"$gp_report.json"
  trivy_judge trivy-image
}

if [ -n "${GP_ARCHIVE:-}" ]; then
  [ -e "$GP_ARCHIVE" ] || stop "there is no archive $GP_ARCHIVE" 'call buildImage(handover: "archive") first, or check the argument archive'
  scan_input=$GP_ARCHIVE
  if tar --force-local -tf "$GP_ARCHIVE" oci-layout >/dev/null 2>&1 && ! tar --force-local -tf "$GP_ARCHIVE" manifest.json >/dev/null 2>&1; then
    scan_input="$gp_root/.gen-pipelines/$GP_KEY.oci" # as BuildKit writes it; Trivy reads it unpacked only
    rm -rf "$scan_input"
    mkdir -p "$scan_input"
    trap 'rm -rf "$gp_work" "$scan_input"' EXIT
    tar --force-local -xf "$GP_ARCHIVE" -C "$scan_input" oci-layout index.json blobs || stop "the archive $GP_ARCHIVE cannot be unpacked" 'is the disk full?'
  fi
  scan_platforms "$scan_input" >"$gp_work/platforms"
  if [ "$(wc -l <"$gp_work/platforms")" -gt 1 ]; then
    scan_each "$scan_input"
    exit 0
  fi
  set -- --input "$scan_input"
elif [ -n "${GP_IMAGE:-}" ]; then
  case $GP_IMAGE in -*) stop "$GP_IMAGE is no image" 'check the argument image' ;; esac
  set -- "$GP_IMAGE"
else
  stop 'there is no image to scan' 'call buildImage first, or name the image or the archive'
fi
trivy_scan trivy-image image --scanners vuln "$@"

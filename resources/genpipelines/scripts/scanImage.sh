# shellcheck shell=sh
# Scans an image with Trivy: an archive, or by its digest in the registry.
trivy_ready
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
  set -- --input "$scan_input"
elif [ -n "${GP_IMAGE:-}" ]; then
  case $GP_IMAGE in -*) stop "$GP_IMAGE is no image" 'check the argument image' ;; esac
  set -- "$GP_IMAGE"
else
  stop 'there is no image to scan' 'call buildImage first, or name the image or the archive'
fi
trivy_scan trivy-image image --scanners vuln "$@"

# shellcheck shell=sh
# Scans an image with Trivy: an archive, or by its digest in the registry.
trivy_ready
if [ -n "${GP_ARCHIVE:-}" ]; then
  [ -e "$GP_ARCHIVE" ] || stop "there is no archive $GP_ARCHIVE" 'call buildImage(handover: "archive") first, or check the argument archive'
  set -- --input "$GP_ARCHIVE"
elif [ -n "${GP_IMAGE:-}" ]; then
  case $GP_IMAGE in -*) stop "$GP_IMAGE is no image" 'check the argument image' ;; esac
  set -- "$GP_IMAGE"
else
  stop 'there is no image to scan' 'call buildImage first, or name the image or the archive'
fi
trivy_scan trivy-image image --scanners vuln "$@"

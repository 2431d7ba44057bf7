# shellcheck shell=sh
# What the steps share that look into the image that was built.

# image_archive: the archive is at hand, complete, and holds what was built; its index is in $gp_work/index.json.
image_archive() {
  tar --force-local -xOf "$GP_ARCHIVE" index.json >"$gp_work/index.json" 2>/dev/null || stop "the archive $GP_ARCHIVE cannot be read" 'is it complete? build again'
  [ "$(jq -r '.manifests | map(.digest) | join(" ")' "$gp_work/index.json" 2>/dev/null)" = "$GP_DIGEST" ] || stop "the archive $GP_ARCHIVE does not hold $GP_DIGEST" 'build again; something changed it'
}

# image_known: there is an image of this build.
image_known() {
  printf '%s\n' "${GP_DIGEST:-}" | grep -Eqx 'sha256:[0-9a-f]{64}' || stop 'there is no image of this build' 'call buildImage first, and hand its archive on by handover: "archive"'
}

# syft_scan SOURCE OPTIONS...: syft unpacks the image, which is too big for a small /tmp.
syft_scan() {
  export SYFT_CHECK_FOR_APP_UPDATE=false
  syft_folder="$gp_root/.gen-pipelines/$GP_KEY.syft"
  mkdir -p "$syft_folder"
  code=0
  TMPDIR="$syft_folder" syft scan --source-name "$GP_IMAGE" --source-version "$GP_DIGEST" "$@" 2>"$gp_work/said" || code=$?
  rm -rf "$syft_folder"
  tail -n 5 "$gp_work/said" >&2
  if [ "$code" != 0 ]; then
    ! grep -q 'no space left on device' "$gp_work/said" || stop 'the disk of the agent is full' 'make room there, then build again'
    stop "syft cannot read the image: $(sed 's/\x1b\[[0-9;]*m//g' "$gp_work/said" | grep -v '^ *$' | tail -n 1 | cut -c 1-300)" 'look at its output above'
  fi
}

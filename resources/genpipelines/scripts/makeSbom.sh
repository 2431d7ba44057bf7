# shellcheck shell=sh
# Writes the bills of materials of the image that was built, with syft: of its archive, else of its digest in the registry.
need syft syft version
export SYFT_CHECK_FOR_APP_UPDATE=false
sbom_folder="$gp_root/reports/sbom"
mkdir -p "$sbom_folder"
rm -f "$sbom_folder"/*.json # of an earlier call
printf '%s\n' "${GP_DIGEST:-}" | grep -Eqx 'sha256:[0-9a-f]{64}' || stop 'there is no image of this build' 'call buildImage first, and hand its archive on by handover: "archive"'
if [ -n "${GP_ARCHIVE:-}" ]; then
  tar --force-local -xOf "$GP_ARCHIVE" index.json >"$gp_work/index.json" 2>/dev/null || stop "the archive $GP_ARCHIVE cannot be read" 'is it complete? build again'
  [ "$(jq -r '.manifests | map(.digest) | join(" ")' "$gp_work/index.json" 2>/dev/null)" = "$GP_DIGEST" ] || stop "the archive $GP_ARCHIVE does not hold $GP_DIGEST" 'build again; something changed it'
  sbom_source="oci-archive:$GP_ARCHIVE"
else
  sbom_source="registry:$GP_IMAGE@$GP_DIGEST"
fi
mkdir -p "$gp_root/.gen-pipelines/syft" # syft unpacks the image: too big for a small /tmp
set --
for sbom_format in $GP_FORMATS; do
  set -- "$@" -o "$sbom_format-json=$gp_work/$sbom_format.json"
done
code=0
TMPDIR="$gp_root/.gen-pipelines/syft" syft scan --source-name "$GP_IMAGE" --source-version "$GP_DIGEST" "$@" "$sbom_source" 2>"$gp_work/said" || code=$?
rm -rf "$gp_root/.gen-pipelines/syft"
tail -n 5 "$gp_work/said" >&2
if [ "$code" != 0 ]; then
  ! grep -q 'no space left on device' "$gp_work/said" || stop 'the disk of the agent is full' 'make room there, then build again'
  stop "syft cannot read the image: $(sed 's/\x1b\[[0-9;]*m//g' "$gp_work/said" | grep -v '^ *$' | tail -n 1 | cut -c 1-300)" 'look at its output above'
fi
for sbom_format in $GP_FORMATS; do
  json "$gp_work/$sbom_format.json"
  case $sbom_format in
    spdx) sbom_query='[.packages[]? | select(.primaryPackagePurpose != "CONTAINER")] | length' ;;
    *) sbom_query='[.components[]? | select(.type != "file")] | length' ;;
  esac
  sbom_packages=$(jq "$sbom_query" "$gp_work/$sbom_format.json")
  [ "$sbom_packages" -gt 0 ] || stop 'syft finds no package in the image' 'a bill that lists nothing proves nothing; for an image without packages make none (supply-chain: {sbom: []})'
  mv "$gp_work/$sbom_format.json" "$sbom_folder/$sbom_format.json" || stop 'the bill of materials cannot be written' 'is the disk full?'
done
# shellcheck disable=SC2016 # jq's variables
jq -n --arg digest "$GP_DIGEST" --arg formats "$GP_FORMATS" --argjson packages "$sbom_packages" '
  {$digest, $packages, files: ($formats | split("\n") | map({key: ., value: "reports/sbom/\(.).json"}) | from_entries)}' >"$sbom_folder/made.json"
# shellcheck disable=SC2016
conclude --slurpfile made "$sbom_folder/made.json" '$made[0] | {files, packages, message: "packages in the image: \(.packages)"}'

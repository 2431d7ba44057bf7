# shellcheck shell=sh
# Writes the bills of materials of the image that was built, with syft: of its archive, else of its digest in the registry.
need syft syft version
sbom_folder="$gp_root/reports/sbom"
mkdir -p "$sbom_folder"
rm -f "$sbom_folder"/*.json # of an earlier call
image_known
sbom_source="registry:$GP_IMAGE@$GP_DIGEST"
if [ -n "${GP_ARCHIVE:-}" ]; then
  image_archive
  sbom_source="oci-archive:$GP_ARCHIVE"
fi
set --
for sbom_format in $GP_FORMATS; do
  set -- "$@" -o "$sbom_format-json=$gp_work/$sbom_format.json"
done
syft_scan "$sbom_source" "$@"
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

# shellcheck shell=sh
# How many reports there are to keep.
files=$(find reports -type f ! -name '*.outcome.json' ! -name '*.waivers.json' | tr -cd '\n' | wc -c)
# shellcheck disable=SC2016 # jq's variables
conclude --argjson files "$files" '{files: $files, message: "\($files) reports"}'

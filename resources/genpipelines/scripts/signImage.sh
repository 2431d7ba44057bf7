# shellcheck shell=sh
# Signs the image by its digest with cosign, and what it refers to: the images of an index for several platforms.
cosign_open
cosign_public
sign_tag="$GP_IMAGE:$(printf '%s' "$GP_DIGEST" | tr : -).sig"
# shellcheck disable=SC2086 # options
if registry_digest "$sign_tag" && cosign_run verify $cosign_trust --key "$cosign_public" "$cosign_reference"; then
  echo "$cosign_reference has a signature by this key already"
else
  # shellcheck disable=SC2086 # options
  cosign_run sign --yes --recursive $cosign_quiet --key "$cosign_key" "$cosign_reference" || cosign_fault "$cosign_reference cannot be signed"
  registry_digest "$sign_tag" || stop "$cosign_reference was signed, and the signature is not in the registry" 'look at the registry'
fi
registry_digest "$sign_tag" || registry_fault "$sign_tag is gone"
# shellcheck disable=SC2016 # jq's variables
conclude --arg reference "$cosign_reference" --arg signature "$(cat "$gp_work/answer")" --arg signer "$(cosign_signer)" '
  {$reference, $signature, $signer, message: "\($reference) signed by \($signer)"}'

# shellcheck shell=sh
# Signs the image by its digest with cosign. Of an index for several platforms each image is signed, and the index last: once it is signed, all is.

# sign_all DIGEST: what it refers to, then itself.
sign_all() {
  registry_crane manifest "$GP_IMAGE@$1" || registry_fault "$GP_IMAGE@$1 cannot be read"
  for sign_below in $(jq -r '.manifests[]?.digest | select(test("^sha256:[0-9a-f]{64}$"))' "$gp_work/answer"); do sign_all "$sign_below"; done
  sign_one "$GP_IMAGE@$1" "$GP_IMAGE:$(printf '%s' "$1" | tr : -).sig"
}

# sign_one REFERENCE TAG: unless it has a signature by this key already. Options are words.
sign_one() {
  # shellcheck disable=SC2086
  if registry_digest "$2" && cosign_run verify $cosign_trust --key "$cosign_public" "$1"; then
    echo "$1 has a signature by this key already"
    return 0
  fi
  # shellcheck disable=SC2086
  cosign_run sign --yes $cosign_quiet --key "$cosign_key" "$1" || cosign_fault "$1 cannot be signed"
  registry_digest "$2" || stop "$1 was signed, and the signature is not in the registry" 'look at the registry'
}

cosign_open
cosign_public
sign_all "$GP_DIGEST"
sign_tag="$GP_IMAGE:$(printf '%s' "$GP_DIGEST" | tr : -).sig"
registry_digest "$sign_tag" || registry_fault "$sign_tag is gone"
# shellcheck disable=SC2016 # jq's variables
conclude --arg reference "$cosign_reference" --arg signature "$(cat "$gp_work/answer")" --arg signer "$(cosign_signer)" '
  {$reference, $signature, $signer, message: "\($reference) signed by \($signer)"}'

# shellcheck shell=sh
# Verifies the image by its digest: its signature, and its provenance if asked. Refused, and not verifiable, are two things.
cosign_open
cosign_public
verify_reason= # why the image is refused

verify_signature() {
  code=0
  # shellcheck disable=SC2086 # options
  cosign_run verify $cosign_trust --key "$cosign_public" "$cosign_reference" || code=$?
  case $code in
    0) json "$gp_work/answer" ;;
    10) verify_reason='has no signature' ;;
    12) verify_reason="is not signed by the key $(cosign_signer)" ;;
    *) cosign_fault "$cosign_reference cannot be verified" ;;
  esac
}

# verify_provenance: one that this key signed, of the repository that is asked for.
verify_provenance() {
  # shellcheck disable=SC2086 # options
  if cosign_run verify-attestation $cosign_trust --type slsaprovenance1 --key "$cosign_public" "$cosign_reference"; then
    [ -z "${GP_SOURCE:-}" ] || verify_source
  elif grep -Eq 'none of the attestations matched the predicate type|no matching attestations: *$|no attestations found' "$gp_work/said"; then
    verify_reason='has no provenance'
  elif grep -q 'accepted signatures do not match threshold' "$gp_work/said"; then
    verify_reason="has no provenance by the key $(cosign_signer)"
  else
    cosign_fault "the provenance of $cosign_reference cannot be verified"
  fi
}

verify_source() {
  jq -rs '[.[].payload | @base64d | fromjson | .predicate.buildDefinition.resolvedDependencies[]?.uri // empty | sub("^git\\+"; "")] | unique | .[]' "$gp_work/answer" >"$gp_work/sources" ||
    stop "the provenance of $cosign_reference cannot be read" 'was it made by attestImage?'
  grep -Fqx -- "$GP_SOURCE" "$gp_work/sources" || verify_reason="was built from $(head -n 1 "$gp_work/sources" | tr -d '\000-\037' | cut -c 1-200), not from $GP_SOURCE"
}

verify_signature
[ -n "$verify_reason" ] || [ "$GP_PROVENANCE" != true ] || verify_provenance
# shellcheck disable=SC2016 # jq's variables
conclude --arg reference "$cosign_reference" --arg signer "$(cosign_signer)" --arg reason "$verify_reason" '
  if $reason == "" then {verdict: "clean", $reference, $signer, message: "\($reference) is signed by \($signer)"}
  else {verdict: "findings", $reference, message: "\($reference) \($reason)"} end'

# shellcheck shell=sh
# What signing, attesting and verifying share. Nothing is sent to or asked of a public transparency log: it would tell everybody what is built.

# cosign_version: what a distribution builds does not tell its version.
cosign_version() {
  cosign version 2>/dev/null | sed -n 's/^GitVersion: *//p' | sed 's/^devel$/2.2/'
}

# cosign_open: sets $cosign_reference, which is in the registry, and $cosign_key.
cosign_open() {
  command -v cosign >/dev/null 2>&1 || stop 'cosign is missing' 'install cosign 2.2 or later on the agent, or choose an agent that has it'
  need cosign cosign_version
  need crane crane version
  printf '%s\n' "${GP_DIGEST:-}" | grep -Eqx 'sha256:[0-9a-f]{64}' || stop 'the digest of the image is not known' 'call pushImage first: images are signed and verified by digest, never by tag'
  cosign_reference="$GP_IMAGE@$GP_DIGEST"
  cosign_key=${GP_KMS:-$GP_SIGNING_KEY}
  export COSIGN_PASSWORD="${COSIGN_PASSWORD:-}" # without it cosign would wait for somebody to type one
  [ -z "${GP_REGION:-}" ] || export AWS_REGION="${AWS_REGION:-$GP_REGION}"
  registry_open
  registry_login "$GP_HOST" "${GP_REGION:-}" || registry_aws_fault "no login at $GP_HOST"
  registry_digest "$cosign_reference" || stop "$cosign_reference is not in the registry" 'call pushImage first'
  cosign_quiet=--tlog-upload=false
  cosign_trust=--insecure-ignore-tlog=true
  if cosign sign --help 2>/dev/null | grep -q -- '--use-signing-config'; then # from 2.6 on
    cosign_quiet="$cosign_quiet --use-signing-config=false"
    echo '{"mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1"}' >"$gp_work/root.json"
    cosign_trust="$cosign_trust --trusted-root $gp_work/root.json"
  fi
}

# cosign_run ARGUMENTS...: its answer goes to $gp_work/answer, what it says besides to $gp_work/said.
cosign_run() {
  cosign "$@" </dev/null >"$gp_work/answer" 2>"$gp_work/said"
}

# cosign_public: sets $cosign_public to what verifies: the key of the KMS, a public key, or the public part of a private one.
cosign_public() {
  cosign_public=$cosign_key
  [ -z "${GP_KMS:-}" ] || return 0
  grep -q 'PRIVATE KEY-----' "$cosign_key" || return 0
  cosign_run public-key --key "$cosign_key" || cosign_fault 'the public key cannot be read'
  cosign_public="$gp_work/cosign.pub"
  cp "$gp_work/answer" "$cosign_public"
}

# cosign_signer: who signs, in a few words: the key of the KMS, or the digest of the public key.
cosign_signer() {
  if [ -n "${GP_KMS:-}" ]; then
    printf '%s' "$GP_KMS"
  else
    printf 'sha256:%s' "$(grep -v -- '-----' "$cosign_public" | base64 -d 2>/dev/null | sha256sum | cut -d ' ' -f 1)"
  fi
}

# cosign_fault WHAT: ends the step for what cosign said last.
cosign_fault() {
  if grep -q 'decryption failed' "$gp_work/said"; then
    stop "$1: the password of the key is wrong" 'check the argument password'
  elif grep -Eiq 'invalid pem block|PEM decoding failed|unknown Public key PEM|unsupported pem type|reading key|loading public key' "$gp_work/said"; then
    tail -n 1 "$gp_work/said" >&2
    stop "$1: the key cannot be used: $(tail -n 1 "$gp_work/said" | sed 's/.*key: //' | cut -c 1-200)" 'check the arguments key and kms, and the rights at the KMS'
  elif grep -q 'immutable' "$gp_work/said"; then
    stop "$1: the registry moves no tag, and cosign has to move its own" 'take tags like sha256-* out of the immutable ones of the repository'
  fi
  registry_fault "$1"
}

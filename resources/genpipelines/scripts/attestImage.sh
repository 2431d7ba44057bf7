# shellcheck shell=sh
# Attaches attestations to the image by its digest: how it was built (SLSA v1), and the bills of materials that makeSbom made of it.
cosign_open
: >"$gp_work/predicates"

# attest_put KIND FILE: an attestation of this kind that is there already is replaced.
attest_put() {
  # shellcheck disable=SC2086 # options
  cosign_run attest --yes --replace=true $cosign_quiet --key "$cosign_key" --type "$1" --predicate "$2" "$cosign_reference" || cosign_fault "$cosign_reference cannot be attested ($1)"
  printf '%s\n' "$1" >>"$gp_work/predicates"
}

# attest_provenance: the predicate of SLSA v1. Addresses lose their credentials.
attest_provenance() {
  attest_commit=${GP_REVISION:-${GIT_COMMIT:-}}
  printf '%s\n' "$attest_commit" | grep -Eqx '[0-9a-f]{40}([0-9a-f]{24})?' || stop 'the commit that was built is not known' 'call fetchSource before buildImage'
  attest_url=$(printf '%s' "${GIT_URL:-$(git config --get remote.origin.url 2>/dev/null || :)}" | sed 's,^\([a-z+]*://\)[^/@]*@,\1,')
  # shellcheck disable=SC2016 # jq's variables
  jq -n --arg commit "$attest_commit" --arg url "$attest_url" --arg ref "${CHANGE_BRANCH:-${BRANCH_NAME:-}}" --argjson parameters "$GP_PARAMETERS" --arg started "$GP_STARTED" \
    --arg job "${JOB_NAME:-}" --arg number "${BUILD_NUMBER:-}" --arg build "${BUILD_URL:-}" --arg jenkins "${JENKINS_URL:-urn:jenkins}" --arg agent "${NODE_NAME:-}" '
    {buildDefinition: {
       buildType: "urn:gen-pipelines:jenkins-pipeline:1",
       externalParameters: {repository: $url, ref: $ref, parameters: $parameters},
       internalParameters: {job: $job, number: $number, agent: $agent},
       resolvedDependencies: [{digest: {gitCommit: $commit}} + if $url == "" then {} else {uri: "git+\($url)"} end]},
     runDetails: {
       builder: {id: $jenkins},
       metadata: {invocationId: $build, startedOn: ($started | tonumber / 1000 | floor | todate), finishedOn: (now | floor | todate)}}}'
}

attest_provenance >"$gp_work/provenance.json"
attest_put slsaprovenance1 "$gp_work/provenance.json"
attest_note=reports/sbom/made.json
if [ ! -f "$attest_note" ]; then
  echo 'this build made no bill of materials'
elif [ "$(jq -r '.digest // empty' "$attest_note" 2>/dev/null)" != "$GP_DIGEST" ]; then
  echo "$attest_note is of another image and does not count"
else
  for attest_format in spdx cyclonedx; do
    attest_file="reports/sbom/$attest_format.json"
    [ "$(jq -r --arg format "$attest_format" '.files | has($format)' "$attest_note")" = true ] || continue
    json "$attest_file"
    case $attest_format in spdx) attest_put spdxjson "$attest_file" ;; *) attest_put cyclonedx "$attest_file" ;; esac
  done
fi
# shellcheck disable=SC2016 # jq's variables
conclude --arg reference "$cosign_reference" --rawfile predicates "$gp_work/predicates" '
  ($predicates | rtrimstr("\n") | split("\n")) as $all | {$reference, predicates: $all, message: "\($reference) has \($all | join(", "))"}'

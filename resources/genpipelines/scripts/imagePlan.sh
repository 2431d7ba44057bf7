# shellcheck shell=sh
# Which images of a repository stay, and why.

# clean_plan NAME: {digest, tags, index, why} of every image; why is null for what goes.
# Signatures and attestations go with what they belong to, and the platforms of an image with their index: neither counts as one of the newest.
clean_plan() {
  # shellcheck disable=SC2016 # jq's variables
  jq --arg name "$1" --argjson keep "$GP_KEEP" --arg released "${GP_RELEASED:-}" --rawfile running "$gp_work/running" --slurpfile children "$gp_work/children" '
    def pattern: "^" + (gsub("(?<c>[.+^$(){}|\\\\])"; "\\\(.c)") | gsub("\\*"; ".*") | gsub("\\?"; ".")) + "$";
    ($running | split("\n") | map(select(. != ""))) as $refs
    | ([$refs[] | scan("sha256:[0-9a-f]{64}")] | unique) as $digests
    | ([$refs[] | select(contains("@") | not) | capture("^(?:.*/)?(?<name>[^:]+):(?<tag>[^:]+)$") | select(.name == ($name | split("/") | last)) | .tag]) as $tags
    | ($released | split("\n") | map(select(. != "") | pattern)) as $patterns
    | [.imageDetails[] | {digest: .imageDigest, tags: (.imageTags // []), pushed: .imagePushedAt, index: ((.imageManifestMediaType // "") | test("index|manifest\\.list"))}]
    | map(. as $image
        | ([.tags[] | capture("^sha256-(?<hex>[0-9a-f]{64})(\\..*)?$") | "sha256:" + .hex] | first) as $subject
        | . + {subject: $subject, parents: (if .tags == [] then [$children[] | select(.child == $image.digest).index] else [] end),
               holds: [$children[] | select(.index == $image.digest).child]})
    | (map(select(.subject == null and .parents == [])) | sort_by(.pushed) | reverse | .[:$keep] | map(.digest)) as $newest
    | map(. as $image | .why = (
        if any([$image.digest] + $image.holds | .[]; IN($digests[])) or any($image.tags[]; IN($tags[])) then "it runs, or a rollback would run it"
        elif any($image.tags[] as $tag | $patterns[] as $one | $tag | test($one); .) then "its tag \($image.tags | join(", ")) is never removed"
        elif IN($image.digest; $newest[]) then "one of the newest \($keep)"
        else null end))
    | (map(select(.why) | .digest) + [.[] | select(.why) | .holds[]]) as $staying
    | map(if .why == null and any(.parents[]; IN($staying[])) then .why = "part of an image that stays" else . end)
    | (map(select(.why) | .digest)) as $staying
    | map(if .why == null and .subject != null and (.subject | IN($staying[])) then .why = "belongs to \(.subject), which stays" else . end)
    | map({digest, tags, index, why})' "$gp_work/images.json"
}

# shellcheck shell=sh
# Verifies who signed the commits of the build. What the repository configures for signatures does not count: a build could have changed it.
need git git --version
enter
range
export GIT_NO_REPLACE_OBJECTS=1
verify_limit=20

# verify_blobs: a line for each commit and each of its parents: the commit, and the keys as that parent has them. Where it has none, those of
# the commit before the range count, else those of HEAD: somebody has to be the first.
verify_blobs() {
  verify_path=$(git rev-parse --show-prefix)$GP_KEYS
  verify_base=$(git rev-parse ${gp_range:+"$gp_range"} | sed -n 's/^^//p' | head -n 1)
  verify_first=$(git rev-parse --quiet --verify "${verify_base:-HEAD}:$verify_path" || git rev-parse --quiet --verify "HEAD:$verify_path") ||
    stop "there is no file $GP_KEYS in the repository" 'check the argument keys, and that the file is committed'
  awk '{ if (NF == 1) print $1, "-"; for (i = 2; i <= NF; i++) print $1, $i }' "$gp_work/commits" >"$gp_work/pairs"
  VERIFY_PATH=$verify_path awk '{ print $2 ":" ENVIRON["VERIFY_PATH"] }' "$gp_work/pairs" | git cat-file --batch-check='%(objectname) %(objecttype)' >"$gp_work/blobs"
  paste -d ' ' "$gp_work/pairs" "$gp_work/blobs" | awk -v first="$verify_first" '{ print $1, ($NF == "blob" ? $(NF - 1) : first) }' | sort -u
}

# verify_with FOLDER: what git says of the commits that come in, judged by the keys in that folder.
verify_with() {
  GNUPGHOME="$1/gnupg" git -c gpg.program=gpg -c gpg.openpgp.program=gpg -c gpg.ssh.program=ssh-keygen -c gpg.ssh.allowedSignersFile="$1/signers" \
    -c gpg.ssh.revocationFile= -c gpg.minTrustLevel=undefined log --no-walk=unsorted --stdin --no-show-signature --no-color \
    --format='%H%x1f%G?%x1f%GF%x1f%GP%x1f%GK%x1f%ae%x1f%ce%x1f%an' >"$gp_work/told" || stop 'the commits cannot be read' 'look at the output above'
  # shellcheck disable=SC2016 # jq's variables
  jq -cR --slurpfile keys "$1/owners" --arg signer "$GP_SIGNER" '
    def plain: gsub("[\\x00-\\x1f\\x7f]"; "?");
    def fits($address): ascii_downcase | gsub("(?<c>[^a-z0-9*?])"; "\\\(.c)") | gsub("\\*"; ".*") | gsub("\\?"; ".") | . as $pattern | $address | ascii_downcase | test("^(\($pattern))$");
    def owns($address): any(.[] | select(startswith("!") | not); fits($address)) and all(.[] | select(startswith("!")) | .[1:]; fits($address) | not);
    split("\u001f") | {commit: .[0], state: .[1], ids: .[2:4], key: .[4], author: .[5], committer: .[6], name: (.[7:] | join(" "))}
    | . as $commit | ([$keys[] | select(.id | IN($commit.ids[]))] | first) as $key
    | (if $commit.key == "" then "a key" else "the key \($commit.key)" end) as $named
    | {commit, author: ("\(.name) <\(.author)>" | plain), reason: (
        if .state == "N" then "is not signed"
        elif .state == "B" then "was changed after it was signed, or its signature is broken"
        elif .state == "X" then "has a signature that has expired"
        elif .state == "Y" then "is signed by \($named), which has expired"
        elif .state == "R" then "is signed by \($named), which was revoked"
        elif $key == null then "is signed by \($named), which is not allowed"
        elif .state != "G" then "is signed by \($named) at a time when that was not allowed"
        elif $signer == "any" then null
        elif $key.owners | owns($commit[$signer]) then null
        else "is signed by the key of \($key.owners | join(", ")), but its \($signer) is \($commit[$signer] | plain)" end)}' "$gp_work/told"
}

# verify_own_merge: whether HEAD is the merge of a pull request into its target that Jenkins made: it adds nothing to what it merges.
verify_own_merge() {
  [ -n "${CHANGE_TARGET:-}" ] || return 1
  # shellcheck disable=SC2046 # one word a parent
  set -- $(git rev-parse HEAD^@)
  [ $# = 2 ] || return 1
  [ "$(git merge-tree --write-tree "$1" "$2" 2>/dev/null)" = "$(git rev-parse 'HEAD^{tree}')" ]
}

: >"$gp_work/commits"
: >"$gp_work/judged"
if git rev-parse --quiet --verify HEAD >/dev/null; then
  git rev-list --parents "${gp_range:-HEAD}" -- >"$gp_work/commits" || stop 'the commits cannot be read' 'look at the output above'
  if verify_own_merge; then
    verify_head=$(git rev-parse HEAD)
    sed -i "/^$verify_head /d" "$gp_work/commits"
  fi
  if [ -n "${GP_KEYS_FILE:-}" ]; then
    keys_read "$GP_KEYS_FILE" "$gp_work/keys" "the credential's file"
    [ ! -s "$gp_work/commits" ] || cut -d ' ' -f 1 "$gp_work/commits" | verify_with "$gp_work/keys" >"$gp_work/judged"
  else
    verify_blobs >"$gp_work/wanted"
    # shellcheck disable=SC2013 # words: names of objects
    for verify_blob in $(cut -d ' ' -f 2 "$gp_work/wanted" | sort -u); do
      git cat-file blob "$verify_blob" >"$gp_work/keys-file"
      keys_read "$gp_work/keys-file" "$gp_work/$verify_blob" "$GP_KEYS"
      grep " $verify_blob\$" "$gp_work/wanted" | cut -d ' ' -f 1 | verify_with "$gp_work/$verify_blob" >>"$gp_work/judged"
    done
  fi
fi
verify_checked=$(wc -l <"$gp_work/commits")
verify_judged=$(jq -n '[inputs.commit] | unique | length' "$gp_work/judged")
[ "$verify_judged" = "$((verify_checked))" ] || stop "git told of $verify_judged commits only, not of $((verify_checked))" 'look at the output above'
jq -cn '[inputs | select(.reason)] | unique_by(.commit)' "$gp_work/judged" >"$gp_report.json"
# shellcheck disable=SC2016 # jq's variables
conclude --argjson checked "$((verify_checked))" --argjson limit "$verify_limit" --arg report "${gp_report#"$gp_root"/}.json" --slurpfile refused "$gp_report.json" '
  $refused[0] as $all | ($all | length) as $count
  | {verdict: (if $count == 0 then "clean" else "findings" end), checked: $checked, refused: $all[:$limit],
     message: (if $checked == 0 then "no new commits" elif $count == 0 then "commits checked: \($checked)" else "commits without a trusted signature: \($count) of \($checked)" end),
     top: (($all[:$limit] | map("\(.commit[:10]) of \(.author) \(.reason)")) + if $count > $limit then ["all of them: \($report)"] else [] end)}'

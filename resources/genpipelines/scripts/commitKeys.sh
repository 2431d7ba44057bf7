# shellcheck shell=sh
# Reads a file with the keys that may sign commits.

# keys_read FILE FOLDER NAME: FOLDER gets `signers` for ssh-keygen, `gnupg` with the GPG keys alone, and `owners`: a JSON line for each key, with the
# addresses of its owners. A file that cannot be understood ends the step: nobody could say whom it trusts.
keys_read() {
  keys_name=$3
  mkdir -p "$2"
  mkdir -m 700 "$2/gnupg"
  : >"$2/signers"
  : >"$2/owners"
  LC_ALL=C awk -v pgp="$2/pgp" -v ssh="$2/ssh" '
    { sub(/\r$/, "") }
    /^-----BEGIN PGP PUBLIC KEY BLOCK-----$/ { inside = 1 }
    inside { print > pgp }
    !inside && !/^[ \t]*(#|$)/ { print NR "\t" $0 > ssh }
    /^-----END PGP PUBLIC KEY BLOCK-----$/ { inside = 0 }
  ' "$1"
  [ ! -f "$2/ssh" ] || keys_ssh "$2"
  [ ! -f "$2/pgp" ] || keys_gpg "$2"
  [ -s "$2/owners" ] || stop "there is no key in $keys_name" 'write one a line: jane@example.com ssh-ed25519 AAAA..., or a public GPG key in ASCII armour'
}

keys_ssh() {
  command -v ssh-keygen >/dev/null 2>&1 || stop 'ssh-keygen is missing' 'install the client of OpenSSH 8.2 or later on the agent'
  while IFS='	' read -r keys_line keys_text; do
    keys_owners=${keys_text%%[ 	]*}
    keys_key=$(printf '%s\n' "${keys_text#"$keys_owners"}" | grep -Eo '(sk-)?(ssh|ecdsa)-[a-z0-9@.-]+[ 	]+[A-Za-z0-9+/=]+' | head -n 1) || keys_key=
    case $keys_text in *cert-authority*) stop "line $keys_line of $keys_name is a certificate authority, which is not supported" 'name the keys themselves' ;; esac
    keys_print=$(printf '%s\n' "$keys_key" | ssh-keygen -lf - 2>/dev/null | grep -Eo 'SHA256:[A-Za-z0-9+/=]+' | head -n 1) || keys_print=
    [ -n "$keys_print" ] || stop "line $keys_line of $keys_name is no key with its owner" 'write it like: jane@example.com ssh-ed25519 AAAA...'
    # shellcheck disable=SC2016 # jq's variables
    jq -cn --arg id "$keys_print" --arg owners "$keys_owners" '{id: $id, owners: ($owners | gsub("\""; "") | split(","))}' >>"$1/owners"
    printf '%s\n' "$keys_text" >>"$1/signers"
  done <"$1/ssh"
}

keys_gpg() {
  command -v gpg >/dev/null 2>&1 || stop 'gpg is missing' 'install GnuPG on the agent'
  printf 'trust-model always\nno-auto-key-retrieve\nno-autostart\n' >"$1/gnupg/gpg.conf"
  gpg --homedir "$1/gnupg" --batch --quiet --import "$1/pgp" 2>"$gp_work/said" || stop "the GPG keys in $keys_name cannot be read: $(tail -n 1 "$gp_work/said")" 'export them again: gpg --armor --export jane@example.com'
  gpg --homedir "$1/gnupg" --batch --with-colons --list-keys 2>/dev/null | LC_ALL=C awk -F: '
    $1 == "pub" { key++ }
    $1 == "fpr" { print key "\tid\t" $10 }
    $1 == "uid" && $2 != "r" { address = $10; if (match(address, /<[^<>]*>$/)) address = substr(address, RSTART + 1, RLENGTH - 2); print key "\towner\t" address }
  ' | jq -cRn '[inputs | split("\t")] | group_by(.[0])[] | (map(select(.[1] == "owner")[2])) as $owners | .[] | select(.[1] == "id") | {id: .[2], $owners}' >>"$1/owners"
}

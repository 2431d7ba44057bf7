# shellcheck shell=sh
# Reads XML event by event with awk: a report of any size costs no memory, and entities of a document type are never looked at.
# A program that starts with $gp_xml has the functions opened(NAME), closed(NAME) and said(TEXT), and asks attribute(NAME).
# It ends with exit code 3 when the file is no whole XML document.
# shellcheck disable=SC2016,SC2034 # awk's variables; used by the scripts behind this one
gp_xml='
  BEGIN { RS = "<" }
  NR == 1 { next } # what stands before the first tag
  within != "" { text = "<" $0; ended(); next }
  /^!--/ { within = "-->"; text = substr($0, 4); ended(); next }
  /^!\[CDATA\[/ { within = "]]>"; text = substr($0, 9); ended(); next }
  /^[!?]/ { next }
  /^\// { left($0); next }
  {
    if (!match($0, /^[^"\047>]*(("[^"]*"|\047[^\047]*\047)[^"\047>]*)*>/)) { broken = 1; exit }
    text = substr($0, RLENGTH + 1); tag = substr($0, 1, RLENGTH - 1)
    closes = sub(/\/$/, "", tag)
    match(tag, /^[^ \t\r\n]+/); name = substr(tag, 1, RLENGTH)
    seen++; stack[++depth] = name; opened(name)
    if (closes) { closed(name); depth-- }
    if (depth) said(decoded(text))
  }
  END { exit broken || depth || !seen || within != "" ? 3 : 0 }

  function ended(   at) { # a comment or literal text, up to its end
    at = index(text, within)
    if (within == "]]>") said(at ? substr(text, 1, at - 1) : text)
    if (at) within = ""
  }
  function left(record,   at, name) {
    at = index(record, ">"); name = substr(record, 2, at - 2); sub(/[ \t\r\n]+$/, "", name)
    if (!at || stack[depth] != name) { broken = 1; exit }
    closed(name); depth--
    if (depth) said(decoded(substr(record, at + 1)))
  }
  function attribute(name,   rest, found, key) {
    rest = tag
    while (match(rest, /[^ \t\r\n=]+[ \t\r\n]*=[ \t\r\n]*("[^"]*"|\047[^\047]*\047)/)) {
      found = substr(rest, RSTART, RLENGTH); rest = substr(rest, RSTART + RLENGTH)
      key = found; sub(/[ \t\r\n]*=.*/, "", key)
      if (key == name) { sub(/^[^=]*=[ \t\r\n]*/, "", found); return decoded(substr(found, 2, length(found) - 2)) }
    }
    return ""
  }
  function decoded(value,   done, number) {
    if (!index(value, "&")) return value
    gsub(/&lt;/, "<", value); gsub(/&gt;/, ">", value); gsub(/&quot;/, "\"", value); gsub(/&apos;/, "\047", value)
    while (match(value, /&#[0-9]+;/)) {
      number = substr(value, RSTART + 2, RLENGTH - 3) + 0
      done = done substr(value, 1, RSTART - 1) (number > 31 && number < 127 ? sprintf("%c", number) : number < 32 ? " " : "?")
      value = substr(value, RSTART + RLENGTH)
    }
    value = done value
    gsub(/&#x[0-9a-fA-F]+;/, " ", value); gsub(/&amp;/, "\\&", value)
    return value
  }
  function flat(value, longest) { gsub(/[\001-\037\177]+/, " ", value); return substr(value, 1, longest) } # for a field of a line
'

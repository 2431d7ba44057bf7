# shellcheck shell=sh
# The findings of all scanners as one report. GP_GOOD is true when the build is good so far: then the next builds are compared with it.
unreadable=
: >"$gp_work/all"
for file in "$gp_root"/reports/scans/*.findings.json; do
  [ -e "$file" ] || continue
  if jq -ce 'select(.tool and .findings)' "$file" >"$gp_work/one" 2>/dev/null; then
    cat "$gp_work/one" >>"$gp_work/all"
  else
    unreadable="$unreadable ${file##*/}"
  fi
done
waivers_and_before
jq -n --slurpfile waivers "$gp_work/waivers" --arg today "$(date -u +%Y-%m-%d)" "$gp_defs"'
  [inputs | .findings |= map((if .status == "waived" then .status = "counts" else . end) | waive($waivers[0]; $today))]' "$gp_work/all" >"$gp_root/reports/findings.json"
jq "$gp_defs sarif" "$gp_root/reports/findings.json" >"$gp_root/reports/findings.sarif"
jq -r --rawfile before "$gp_work/before" --arg unreadable "$unreadable" "$gp_defs"'
  def cell($n): tostring | if length < $n then . + ($n - length) * " " else . end;
  ($before | known_keys) as $old
  | ["TOOL", "CRITICAL", "HIGH", "MEDIUM", "LOW", "NEW", "FIXED", "WAIVED"],
    (.[] | .tool as $tool | (.findings | map(.key)) as $keys | (.findings | numbers) as $n
      | [$tool, $n.critical, $n.high, $n.medium, $n.low, (.findings | map(select(.new)) | length),
         ($old | keys | map(select(startswith($tool + "|"))) - $keys | length), (.findings | map(select(.status == "waived")) | length)])
  | [.[0] | cell(20)] + (.[1:] | map(cell(10))) | join("") | sub(" +$"; "")' "$gp_root/reports/findings.json" >"$gp_root/reports/summary.txt"
if [ -s "$gp_work/all" ]; then cat "$gp_root/reports/summary.txt"; else echo 'no scanner has reported'; fi
if [ "${GP_GOOD:-false}" = true ] && [ -z "${CHANGE_ID:-}" ]; then
  kept=$(keys_of "${JOB_NAME:-job}")
  if mkdir -p "${kept%/*}" && jq -r '.[].findings[].key | gsub("\n"; " ")' "$gp_root/reports/findings.json" >"$kept.$$"; then mv "$kept.$$" "$kept"; else echo 'what was found could not be kept for the next build'; fi
fi
# shellcheck disable=SC2016 # jq's variables
conclude --slurpfile all "$gp_root/reports/findings.json" --rawfile before "$gp_work/before" --arg unreadable "$unreadable" "$gp_defs"'
  ($all[0] | map(.findings) | add // []) as $all_findings | ($all_findings | map(.key)) as $keys | ($all[0] | map(.tool)) as $tools
  | {counts: ($all_findings | numbers), new: ($all_findings | map(select(.new and .status != "waived")) | length),
     fixed: ($before | lines | map(select(. as $key | $tools | any(. as $tool | $key | startswith($tool + "|")))) - $keys | length),
     waived: ($all_findings | map(select(.status == "waived") | {rule, file, owner: .waiver.owner, until: .waiver.until}) | .[:100]), report: "reports/findings.sarif"}
  + (if $unreadable == "" then {} else {verdict: "error", message: "these reports cannot be read:\($unreadable)"} end)'

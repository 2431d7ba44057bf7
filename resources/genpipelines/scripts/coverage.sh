# shellcheck shell=sh
# Coverage of lines, whatever wrote it. Parts of the tests run the same lines: a line counts once.

# coverage_lines FORMAT FILE: a line for each line of code: its file, its number, how often it ran.
coverage_lines() {
  # shellcheck disable=SC2154 # of xml.sh
  case $1 in
    lcov)
      awk -F '[:,]' '/^SF:/ { file = substr($0, 4); sub(/\r$/, "", file) } /^DA:/ { printf "%s\t%d\t%d\n", file, $2, $3; seen = 1 } /^end_of_record/ { whole = 1; next } NF { whole = /^TN:/ } END { exit whole || NR == 0 ? 0 : 3 }' "$2" ;;
    cobertura)
      awk "$gp_xml"'
        function opened(name) {
          if (name == "class") file = attribute("filename")
          else if (name == "line" && file != "") printf "%s\t%d\t%d\n", flat(file, 1000), attribute("number"), attribute("hits")
        }
        function closed(name) { if (name == "class") file = "" }
        function said(text) {}' "$2" ;;
    jacoco)
      awk "$gp_xml"'
        function opened(name) {
          if (name == "package") package = attribute("name")
          else if (name == "sourcefile") file = package "/" attribute("name")
          else if (name == "line" && file != "") printf "%s\t%d\t%d\n", flat(file, 1000), attribute("nr"), attribute("ci")
        }
        function closed(name) { if (name == "sourcefile") file = "" }
        function said(text) {}' "$2" ;;
  esac
}

# coverage_merged LINES: the same as one LCOV file, and at last `# COVERED ALL`.
coverage_merged() {
  LC_ALL=C sort -t "$(printf '\t')" -k 1,1 -k 2,2n "$1" | awk -F '\t' '
    function line_done() { if (number != "") { printf "DA:%d,%d\n", number, hits; lines++; if (hits > 0) run++ } number = "" }
    function file_done() { line_done(); if (file != "") printf "LF:%d\nLH:%d\nend_of_record\n", lines, run; all += lines; covered += run; lines = run = 0 }
    $1 != file { file_done(); file = $1; print "SF:" file }
    $2 != number { line_done(); number = $2; hits = 0 }
    { hits += $3 }
    END { file_done(); printf "# %d %d\n", covered, all }'
}

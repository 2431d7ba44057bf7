# shellcheck shell=sh
# JUnit reports: what test runners agree on, which is less than any schema of it.

# junit_cases FILE: a line for each test: passed, failed, skipped or flaky; seconds; file; class; name; message.
junit_cases() {
  # shellcheck disable=SC2154 # of xml.sh
  awk "$gp_xml"'
    function opened(name) {
      if (name == "testsuite") suite[depth] = attribute("file")
      else if (name == "testcase") begin()
      else if (!case_depth) return
      else if (name == "failure" || name == "error") fail(attribute("message"))
      else if (name == "skipped") { if (status == "passed") status = "skipped" }
      else if (name == "flakyFailure" || name == "flakyError") { if (status == "passed") status = "flaky" }
    }
    function begin(   i) {
      case_depth = depth; status = "passed"; message = ""; case_name = attribute("name"); class_name = attribute("classname")
      seconds = attribute("time"); gsub(/,/, "", seconds); file = attribute("file")
      for (i = depth - 1; i > 0 && file == ""; i--) file = suite[i]
    }
    function fail(text) { if (status != "failed") { status = "failed"; message = text; wants = text == "" ? depth : 0 } }
    function said(text) { if (wants && depth >= wants && length(message) < 400) message = message text }
    function closed(name) {
      if (depth == wants) wants = 0
      if (name == "testsuite") suite[depth] = ""
      if (depth != case_depth) return
      sub(/^[ \t\r\n]+/, "", message)
      printf "%s\t%.3f\t%s\t%s\t%s\t%s\n", status, seconds, flat(file, 1000), flat(class_name, 1000), flat(case_name, 1000), flat(message, 400)
      case_depth = 0
    }' "$1"
}

# junit_summary CASES: the counts, then a line for each test that failed or is flaky; a test that is told twice counts once. GP_CODE is
# the exit code of the command: when it takes a test for passed that failed before, then so do we; otherwise each failure counts.
junit_summary() {
  awk -F '\t' -v code="$GP_CODE" '
    { key = $4 "\t" $5; rank = $1 == "failed" ? 3 : $1 == "skipped" ? 0 : 1
      if ($1 == "failed") { failed[key] = $0 } else if ($1 == "flaky") { flaky[key] = $0 } else if ($1 == "passed") good[key] = 1
      if (!(key in all)) { all[key] = 1; order[++n] = key } }
    END {
      for (i = 1; i <= n; i++) {
        key = order[i]
        if ((key in failed) && !((key in good) && code == 0)) { count["failed"]++; print failed[key] }
        else if (key in failed) { count["passed"]++; sub(/^failed/, "flaky", failed[key]); print failed[key] }
        else if (key in flaky) { count["passed"]++; print flaky[key] }
        else if (key in good) count["passed"]++
        else count["skipped"]++
      }
      printf "counts\t%d\t%d\t%d\n", count["passed"], count["failed"], count["skipped"]
    }' "$1"
}

# junit_times CASES: seconds by what a test says of its file: its path, else its class.
junit_times() {
  awk -F '\t' '{ times[$3 == "" ? $4 : $3] += $2 } END { for (key in times) printf "%.3f\t%s\n", times[key], key }' "$1"
}

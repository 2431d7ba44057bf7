# shellcheck shell=sh
# Scans the checked-out files with Trivy.
trivy_ready
enter
trivy_scan trivy fs --scanners vuln,misconfig,secret --skip-dirs reports .

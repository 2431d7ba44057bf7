# shellcheck shell=sh
# Is it as fast as it was?
load_test

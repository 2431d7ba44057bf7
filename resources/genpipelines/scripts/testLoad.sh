# shellcheck shell=sh
# Does it stand the load?
load_test

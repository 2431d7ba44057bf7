#!/bin/sh
# Is what was just deployed there at all? BASE_URL is where.
set -eu
curl --fail --silent --show-error --max-time 10 "$BASE_URL/healthz" | grep -q '"up"'

#!/bin/sh
# Every test there is: what `npm run check` holds, then real servers, a real browser, and processes that get killed.
# What npm does not bring is installed from Debian's packages when this machine lacks it; no test is skipped for want of it.
set -eu
sh test/support/install-debian-parts.sh
npm run --silent check
# One after another: a browser or a killer beside them would only make the others slow.
for project in integration e2e browser chaos; do
  node_modules/.bin/vitest run --project "$project"
done

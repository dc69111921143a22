#!/usr/bin/env bash
# Prints how many minutes to wait until production may be deployed: scripts/minutes-until-deployment.sh [moment, default now].
# Every day from 18:00 until 22:00 in Brussels the answer is 0: schools are closed, and no nightly job runs before 02:30 UTC.
set -euo pipefail
export TZ=Europe/Brussels
now=$(date --date "${1:-now}" +%s)
day=$(date --date "@$now" +%F)
start=$(date --date "$day 18:00" +%s)
end=$(date --date "$day 22:00" +%s)

if [ "$now" -ge "$end" ]; then
    start=$(date --date "$day 18:00 tomorrow" +%s)
fi
echo $((now >= start ? 0 : (start - now + 59) / 60))

#!/usr/bin/env bash
# Prints what a deployment of the infrastructure would change: scripts/what-if.sh <parameter file> [file for the summary].
set -euo pipefail
cd "$(dirname "$0")/.."
parameters=$1 summary=${2:-}

changes=$(az deployment sub what-if --location "${LEERID_DEPLOYMENT_LOCATION:-westeurope}" --parameters "$parameters" --only-show-errors)
printf '%s\n' "$changes"
if [ -n "$summary" ]; then
    printf '## What would change with %s\n\n```\n%s\n```\n' "$parameters" "$changes" > "$summary"
fi

#!/usr/bin/env bash
# What a deployment of the infrastructure would change: scripts/what-if.sh <resource group> <parameter file> [file for the summary].
set -euo pipefail
cd "$(dirname "$0")/.."
group=$1 parameters=$2 summary=${3:-}

changes=$(az deployment group what-if --resource-group "$group" --parameters "$parameters" --only-show-errors)
printf '%s\n' "$changes"
if [ -n "$summary" ]; then
    printf '## What would change in %s\n\n```\n%s\n```\n' "$group" "$changes" > "$summary"
fi

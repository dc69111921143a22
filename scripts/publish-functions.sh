#!/usr/bin/env bash
# Publishes the function app for Azure: scripts/publish-functions.sh [folder, default artifacts/functions].
# Ends with code 3, in one line, where the package source lacks the worker packages.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
folder=${1:-artifacts/functions}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

if dotnet publish src/Functions --configuration Release --output "$folder" > "$log" 2>&1; then
    echo "Published to $folder."
    exit 0
fi

# A package that can't be had, of the app or of the host's extensions; anything else is a fault of the code.
if grep -qE 'error NU1[0-9]{3}' "$log" && ! grep -qE 'error (CS|IDE|CA)[0-9]+' "$log"; then
    echo "The worker packages can't be had here in full ($(grep -oE 'error NU1[0-9]{3}: Unable to find [^.(]*' "$log" | head -1 | sed 's/^error //')): nothing is published."
    exit 3
fi

cat "$log"
exit 1

#!/usr/bin/env bash
# Publishes the function app for Azure: scripts/publish-functions.sh [folder, default artifacts/functions] [number of the build].
# The file version.txt in the folder says what the app reports at /health.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-artifacts/functions}
build=${2:-}

dotnet publish src/Functions --configuration Release --output "$folder" -p:BuildNumber="$build" \
    --nologo --verbosity quiet -consoleLoggerParameters:ErrorsOnly
version=$(dotnet msbuild src/Core -getProperty:Version)
printf '%s' "$version${build:++$build}" > "$folder/version.txt"

# Without one of these files the Functions host starts, and finds no function or no trigger.
for file in host.json worker.config.json functions.metadata extensions.json; do
    [ -s "$folder/$file" ] || { echo "The published app has no $file." >&2; exit 1; }
done

echo "Published to $folder."

#!/usr/bin/env bash
# The resource group, the name and the address of the deployed app, and the path of a sign-in. In a pipeline they become its variables:
# scripts/read-outputs.sh <parameter file>.
set -euo pipefail
deployment=leerid-$(basename "$1" .bicepparam)

read_output() {
    az deployment sub show --name "$deployment" --query "properties.outputs.$1.value" --output tsv
}

for output in resourceGroupName functionAppName functionAppHostName signInPath; do
    value=$(read_output "$output")
    echo "$output: $value"
    if [ -n "${TF_BUILD:-}" ]; then
        echo "##vso[task.setvariable variable=$output]$value"
    fi
done

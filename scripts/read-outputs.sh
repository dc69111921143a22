#!/usr/bin/env bash
# Prints the resource group, the name and the address of the deployed app, the path of a sign-in, the values of the host name's DNS records, and the app's
# fixed internet address, which is empty without a NAT gateway: scripts/read-outputs.sh <parameter file>.
# In a pipeline it also sets them as variables.
set -euo pipefail
deployment=leerid-$(basename "$1" .bicepparam)

read_output() {
    az deployment sub show --name "$deployment" --query "properties.outputs.$1.value" --output tsv
}

for output in resourceGroupName functionAppName publicAddress signInPath functionAppHostName domainVerificationId outboundAddress; do
    value=$(read_output "$output")
    echo "$output: $value"
    if [ -n "${TF_BUILD:-}" ]; then
        echo "##vso[task.setvariable variable=$output]$value"
    fi
done

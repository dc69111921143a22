#!/usr/bin/env bash
# The resource group, the name and the address of the deployed app, the path of a sign-in, the values of the host name's DNS records, and the app's
# fixed address on the internet, which is empty without a NAT gateway. In a pipeline they become its variables:
# scripts/read-outputs.sh <parameter file>.
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

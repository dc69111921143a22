#!/usr/bin/env bash
# The name and the address of the deployed app, the path of a sign-in, and the values of the host name's DNS records; in a pipeline they become
# its variables: scripts/read-outputs.sh <resource group>.
set -euo pipefail
group=$1

read_output() {
    az deployment group show --name leerid --resource-group "$group" --query "properties.outputs.$1.value" --output tsv
}

for output in functionAppName publicAddress signInPath functionAppHostName domainVerificationId; do
    value=$(read_output "$output")
    echo "$output: $value"
    if [ -n "${TF_BUILD:-}" ]; then
        echo "##vso[task.setvariable variable=$output]$value"
    fi
done

#!/usr/bin/env bash
# Deploys the infrastructure with its resource group: scripts/deploy-infrastructure.sh <parameter file>.
set -euo pipefail
cd "$(dirname "$0")/.."
parameters=$1
deployment=leerid-$(basename "$parameters" .bicepparam)

# Azure keeps the record of a deployment at this location, which can't change while the name stays. The resources are where the parameters say.
az deployment sub create --name "$deployment" --location westeurope --parameters "$parameters" --only-show-errors --output none

# A first deployment gave roles on the vault for a while.
scripts/revoke-vault-roles.sh "$(az deployment sub show --name "$deployment" --query properties.outputs.resourceGroupName.value --output tsv)"
exec scripts/read-outputs.sh "$parameters"

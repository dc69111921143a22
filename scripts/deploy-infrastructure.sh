#!/usr/bin/env bash
# Deploys the infrastructure with its resource group: scripts/deploy-infrastructure.sh <parameter file>.
set -euo pipefail
cd "$(dirname "$0")/.."
parameters=$1
deployment=leerid-$(basename "$parameters" .bicepparam)

# Azure stores the record of a deployment at this location. For one name, the location can't change. The parameters decide the location of the resources.
# LEERID_DEPLOYMENT_LOCATION is set when West Europe is lost.
az deployment sub create --name "$deployment" --location "${LEERID_DEPLOYMENT_LOCATION:-westeurope}" --parameters "$parameters" --only-show-errors --output none

# A first deployment assigned temporary roles on the vault.
scripts/revoke-vault-roles.sh "$(az deployment sub show --name "$deployment" --query properties.outputs.resourceGroupName.value --output tsv)"
exec scripts/read-outputs.sh "$parameters"

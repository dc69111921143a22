#!/usr/bin/env bash
# Removes the role Key Vault Secrets Officer on the vault, from everybody or from one identity: scripts/revoke-vault-roles.sh <resource group> [<object id>].
# Azure keeps role assignments that a template doesn't contain, so each deployment of the infrastructure runs this script.
set -euo pipefail
group=$1 principal=${2:-}

id=$(az keyvault list --resource-group "$group" --query '[0].id' --output tsv)
assignments=$(az role assignment list --scope "$id" --role 'Key Vault Secrets Officer' \
    --query "[${principal:+?principalId=='$principal'}].id" --output tsv)
for assignment in $assignments; do
    az role assignment delete --ids "$assignment" --output none
    echo "revoked  $assignment"
done

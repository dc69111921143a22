#!/usr/bin/env bash
# Takes the role Key Vault Secrets Officer on the vault away, from everybody or from one: scripts/revoke-vault-roles.sh <resource group> [<object id>].
# Leaving a role out of the template doesn't remove it in Azure, so each deployment of the infrastructure runs this.
set -euo pipefail
group=$1 principal=${2:-}

id=$(az keyvault list --resource-group "$group" --query '[0].id' --output tsv)
assignments=$(az role assignment list --scope "$id" --role 'Key Vault Secrets Officer' \
    --query "[${principal:+?principalId=='$principal'}].id" --output tsv)
for assignment in $assignments; do
    az role assignment delete --ids "$assignment" --output none
    echo "revoked  $assignment"
done

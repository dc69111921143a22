#!/usr/bin/env bash
# Opens the vault to one address and to the person who is signed in to the Azure CLI: scripts/open-vault.sh <resource group> <your public IPv4 address>.
# The person gets the role Key Vault Secrets Officer on this vault. The next deployment of the infrastructure closes the vault and takes the role away.
set -euo pipefail
group=$1 address=$2
role='Key Vault Secrets Officer'

if [[ ! $address =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]]; then
    echo "'$address' is not one IPv4 address, such as 198.51.100.7. A range is not accepted: open the vault to your own address only." >&2
    exit 2
fi

read -r vault id < <(az keyvault list --resource-group "$group" --query '[].[name, id]' --output tsv)
person=$(az ad signed-in-user show --query id --output tsv)
az role assignment create --assignee-object-id "$person" --assignee-principal-type User --role "$role" --scope "$id" --output none

# With a public network there is nothing to open: the role suffices.
if [ "$(az keyvault show --resource-group "$group" --name "$vault" --query properties.networkAcls.defaultAction --output tsv)" = Deny ]; then
    # The rule first, so that the vault is never open to more than this address.
    az keyvault network-rule add --resource-group "$group" --name "$vault" --ip-address "$address/32" --output none
    az keyvault update --resource-group "$group" --name "$vault" --default-action Deny --public-network-access Enabled --output none
fi

echo "vault: $vault"
echo "It is open to $address, and you have the role $role. Both take effect within minutes, and end with scripts/deploy-infrastructure.sh."

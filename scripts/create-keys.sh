#!/usr/bin/env bash
# Lets the app make its own keys in the vault, and waits until they are there: scripts/create-keys.sh <resource group>.
# The app has the right to store secrets only while this runs. It makes no key that the vault has or had, so running this again is safe.
set -euo pipefail
cd "$(dirname "$0")/.."
group=$1
tries=${CREATE_KEYS_TRIES:-80} pause=${CREATE_KEYS_PAUSE:-15}

# The keys that every app makes. Others depend on the settings, and the app makes them before the last of these.
keys=(sign-in-cookie-key student-key id-token-key provider-token-key subject-key seal-key console-key)

id=$(az keyvault list --resource-group "$group" --query '[0].id' --output tsv)
app=$(az identity list --resource-group "$group" --query '[0].principalId' --output tsv)
host=$(az functionapp list --resource-group "$group" --query '[0].defaultHostName' --output tsv)

# Azure Resource Manager tells whether a secret is there, and never its value, however closed the vault's network is.
missing() {
    local key
    for key in "${keys[@]}"; do
        az rest --method get --url "$id/secrets/$key?api-version=2026-05-15" --output none 2> /dev/null || echo "$key"
    done
}

# The role stays on the identity if this is interrupted so hard that it can't clean up. The next deployment of the infrastructure takes it away.
trap 'scripts/revoke-vault-roles.sh "$group" "$app"' EXIT
az role assignment create --assignee-object-id "$app" --assignee-principal-type ServicePrincipal --role 'Key Vault Secrets Officer' --scope "$id" --output none

for _ in $(seq "$tries"); do
    # An app that nobody calls is not running. What it answers doesn't matter here.
    curl --silent --max-time 30 --output /dev/null "https://$host/health" || true
    if [ -z "$(missing)" ]; then
        echo "Every key is in the vault."
        exit 0
    fi
    sleep "$pause"
done

echo "The vault still lacks: $(missing | paste -sd ' '). Is the app deployed? Events 5010 to 5012 in AppTraces say what it did." >&2
exit 1

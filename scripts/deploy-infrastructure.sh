#!/usr/bin/env bash
# Deploys the infrastructure: scripts/deploy-infrastructure.sh <resource group> <parameter file>.
set -euo pipefail
cd "$(dirname "$0")/.."
group=$1 parameters=$2

az deployment group create --name leerid --resource-group "$group" --parameters "$parameters" --only-show-errors --output none
# A first deployment gave them for a while.
scripts/revoke-vault-roles.sh "$group"
exec scripts/read-outputs.sh "$group"

#!/usr/bin/env bash
# Deploys the infrastructure with its resource group: scripts/deploy-infrastructure.sh <parameter file>.
set -euo pipefail
cd "$(dirname "$0")/.."
parameters=$1

# Azure keeps the record of a deployment at this location, which can't change while the name stays. The resources are where the parameters say.
az deployment sub create --name "leerid-$(basename "$parameters" .bicepparam)" --location westeurope --parameters "$parameters" \
    --only-show-errors --output none
exec scripts/read-outputs.sh "$parameters"

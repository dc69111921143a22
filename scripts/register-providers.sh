#!/usr/bin/env bash
# Registers the resource providers that the template needs with the current subscription, and waits until they are registered: scripts/register-providers.sh.
# A new subscription has most of them unregistered, and a deployment then fails halfway: without Microsoft.App no subnet can be delegated to the plan.
set -euo pipefail

for provider in \
    Microsoft.AlertsManagement \
    Microsoft.App \
    Microsoft.Authorization \
    Microsoft.Insights \
    Microsoft.KeyVault \
    Microsoft.ManagedIdentity \
    Microsoft.Network \
    Microsoft.OperationalInsights \
    Microsoft.Resources \
    Microsoft.Storage \
    Microsoft.Web
do
    az provider register --namespace "$provider" --wait --only-show-errors
    echo "registered  $provider"
done

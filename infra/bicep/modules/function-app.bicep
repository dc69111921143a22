metadata description = 'The function app on a Flex Consumption plan.'

import { euLocation, values } from 'settings.bicep'

@description('The name of the app.')
@minLength(2)
@maxLength(60)
param name string

@description('The name of the plan.')
@minLength(1)
@maxLength(60)
param planName string

@description('The region.')
param location euLocation

@description('Tags.')
param tags values

@description('The name of the app\'s identity.')
@minLength(3)
@maxLength(128)
param identityName string

@description('The name of the Application Insights component.')
@minLength(1)
@maxLength(255)
param insightsName string

@description('The name of the workspace that takes the host\'s log.')
@minLength(4)
@maxLength(63)
param workspaceName string

@description('The name of the host\'s storage account.')
@minLength(3)
@maxLength(24)
param hostStorageName string

@description('The name of the container with the deployment package.')
@minLength(3)
@maxLength(63)
param packageContainer string

@description('The settings of the software and of the platform, but for the telemetry\'s.')
param settings values

@description('The subnet that the app reaches storage and the vault from; empty for none.')
@maxLength(500)
param subnetId string

@description('Whether instances are spread over zones.')
param zoneRedundant bool

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemory int

@description('How many instances there are at most.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('How many instances always wait for HTTP calls.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int

@description('How a deployment replaces the running instances: batch after batch, each when its executions have ended, or all at once.')
param updateStrategy 'RollingUpdate' | 'Recreate'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: workspaceName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Pupils come from the internet; what is private is behind the app.
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: alwaysReadyInstances
              }
            ]
      }
      // The property is newer than Bicep's types. Resource Manager accepts it.
      ...any({ siteUpdateStrategy: { type: updateStrategy } })
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${hostStorageName}.blob.${environment().suffixes.storage}/${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
    }
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      remoteDebuggingEnabled: false
      scmMinTlsVersion: '1.2'
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, {
      // Says where to send to; that it may, the identity's token says.
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      // Azure's own page would stand at the root.
      AzureWebJobsDisableHomepage: 'true'
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
    })
  }
}

// The host's own log: why an app doesn't start is only there. No HTTP log, which would hold the authorization codes of the callback's address.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspace.id
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('The host name under which the app answers.')
output hostName string = app.properties.defaultHostName

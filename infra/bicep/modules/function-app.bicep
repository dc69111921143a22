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

@description('The workspace that takes the host\'s log.')
@minLength(1)
param workspaceResourceId string

@description('The name of the host\'s storage account.')
@minLength(3)
@maxLength(24)
param hostStorageName string

@description('The name of the container with the deployment package.')
@minLength(3)
@maxLength(63)
param packageContainer string

@description('The settings of the software and of the platform, without those of the telemetry and of the identity.')
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

@description('How many HTTP calls an instance has under way.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int

@description('How a deployment replaces the running instances: batch after batch, each when its executions have ended, or all at once.')
param updateStrategy 'RollingUpdate' | 'Recreate'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
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
    // On Flex Consumption a certificate belongs to one app, and an app can have certificates only if it was created so. Bicep does not know
    // this property yet, and would warn of it without any().
    ...any({ siteScopedCertificatesEnabled: true })
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
        // 220 sign-ins per second that ACM answers in 9 seconds are some 2,050 calls under way, which need 21 instances with 100 calls each. With
        // Azure's own value, 16 for this memory, they would need 128. A call that waits costs an instance hardly anything.
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
        // A pupil waits for HTTP calls alone. If the plan is zone redundant, the platform keeps two instances of every other function as well.
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
      // A rule that refuses one address must not refuse all others (docs/adr/0024-no-front-door.md).
      ipSecurityRestrictionsDefaultAction: 'Allow'
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
      AzureWebJobsStorage__clientId: identity.properties.clientId
      StudentStorage__clientId: identity.properties.clientId
      ArchiveStorage__clientId: identity.properties.clientId
      KeyVault__clientId: identity.properties.clientId
      AZURE_CLIENT_ID: identity.properties.clientId
      // Says where to send to; that it may, the identity's token says.
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      // Azure's own page would stand at the root.
      AzureWebJobsDisableHomepage: 'true'
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
    })
  }
}

// The host's own log: why an app doesn't start is only there. host.json leaves out the lines that the host has for each call, which tell the path, the
// browser and the duration: they would be most of the volume. No HTTP log, which would hold the authorization codes of the callback's address.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceResourceId
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

@description('The host name that Azure gave the app.')
output hostName string = app.properties.defaultHostName

@description('Proves to Azure, in the DNS, who a domain belongs to.')
output domainVerificationId string = app.properties.customDomainVerificationId

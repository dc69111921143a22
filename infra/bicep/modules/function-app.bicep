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

@description('The workspace for the host\'s log.')
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

@description('The subnet from which the app reaches storage and the vault; empty for none.')
@maxLength(500)
param subnetId string

@description('Whether instances are spread over zones.')
param zoneRedundant bool

@description('The memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemory int

@description('The maximum number of instances.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('The number of always ready instances for HTTP calls.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int

@description('The maximum number of concurrent HTTP calls per instance.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int

@description('How a deployment replaces the running instances: in batches, each after its executions have ended, or all at once.')
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
    // Pupils use the app from the internet. Only the resources behind the app are private.
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
        // 220 sign-ins per second that ACM answers in 9 seconds are some 2,050 concurrent calls, which need 21 instances with 100 calls each. With Azure's
        // default of 16 for this memory they would need 128. A waiting call costs an instance hardly anything.
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
        // Pupils wait for HTTP calls only. If the plan is zone redundant, the platform also keeps two instances of every other function.
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
      // The connection string has only the destination. The identity's token authorises the app to send.
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      // Without this setting Azure shows a page of its own at the root.
      AzureWebJobsDisableHomepage: 'true'
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
    })
  }
}

// Only the host's own log says why an app doesn't start. host.json leaves out the host's lines about each call, with the path, the browser and the duration,
// because they would be most of the volume. There is no HTTP log, because the callback's address contains authorization codes.
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

@description('The app\'s own host name in Azure.')
output hostName string = app.properties.defaultHostName

@description('The value that proves to Azure, in a DNS record, who owns a domain.')
output domainVerificationId string = app.properties.customDomainVerificationId

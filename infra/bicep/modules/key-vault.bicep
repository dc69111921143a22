metadata description = 'The key vault. The app makes its own keys there, and secrets from outside are put in by hand: no template knows a value.'

import { euLocation, networkAccess, values } from 'settings.bicep'

@description('The name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('The region.')
param location euLocation

@description('Tags.')
param tags values

@description('How the vault is reached.')
param network networkAccess

@description('Whether a deleted vault can be purged only after 90 days. Such a vault keeps its name for that time, so that an environment can\'t be recreated.')
param purgeProtected bool

@description('Whether the vault was deleted and is recovered, with its secrets. Azure keeps a deleted vault\'s name until the vault is purged.')
param recovered bool

@description('The name of the function app\'s identity.')
@minLength(3)
@maxLength(128)
param identityName string

@description('The workspace that takes the audit log.')
@minLength(1)
param workspaceResourceId string

var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

// No lock: it would also keep role assignments on the vault from being removed. A deleted vault can be recovered, with its secrets.
resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    createMode: recovered ? 'recover' : 'default'
    // Azure refuses false: the property is left out.
    enablePurgeProtection: purgeProtected ? true : null
    enableSoftDelete: true
    softDeleteRetentionInDays: purgeProtected ? 90 : 7
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: network == 'private' ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: network == 'private' ? 'Deny' : 'Allow'
      // Each deployment closes what scripts/open-vault.sh opened.
      ipRules: []
      virtualNetworkRules: []
    }
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, identity.id, keyVaultSecretsUser)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceResourceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'AuditEvent'
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

@description('The address of the vault.')
output uri string = vault.properties.vaultUri

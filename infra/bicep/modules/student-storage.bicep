metadata description = 'The storage of the pupils\' data: tables only.'

import { euLocation, networkAccess, values } from 'settings.bicep'

@description('The name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('The region.')
param location euLocation

@description('Tags.')
param tags values

@description('The network access to the account.')
param network networkAccess

@description('Whether the data are kept in three zones.')
param zoneRedundant bool

@description('Whether the account gets a lock, which must be removed before the account can be deleted.')
param locked bool

@description('The name of the function app\'s identity.')
@minLength(3)
@maxLength(128)
param identityName string

@description('The workspace for the metrics.')
@minLength(1)
param workspaceResourceId string

// The tables of enum TableName in src/Core. In Azure the app does not create them.
var tableNames = [
  'Students'
  'Schools'
  'PrivacyLog'
  'Seals'
  'Notices'
  'Disclosures'
  'Runs'
  'Requests'
  'Restrictions'
  'Acknowledgements'
  'SchoolHistory'
  'SchoolRefusals'
]

// No narrower built-in role can write rows.
var storageTableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

// The table service has neither soft delete nor versioning. Deleted data can't be restored, as the protocol requires. A lock protects the account. The data
// stay in the region: they are copied to other zones, but not to another region.
resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: network == 'private' ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: network == 'private' ? 'Deny' : 'Allow'
    }
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2026-06-01' = [
  for tableName in tableNames: {
    parent: tableService
    name: tableName
  }
]

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, identity.id, storageTableDataContributor)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageTableDataContributor)
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  scope: account
  name: 'no-delete'
  properties: {
    level: 'CanNotDelete'
    notes: 'The pupils\' data and the privacy log: there is no undelete.'
  }
}

// The account has metrics but no request logs. The address of a table request contains the student key and the filter. In the workspace they would be a
// second history of pupils' sign-ins, kept longer than the protocol allows.
resource tableMetrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tableService
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceResourceId
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

metadata description = 'The storage of the archive: blobs that nobody can change or delete before their term. No pupil data, and no names.'

import { euLocation, networkAccess, values } from 'settings.bicep'

@description('The name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('The region.')
param location euLocation

@description('Tags.')
param tags values

@description('How the account is reached.')
param network networkAccess

@description('Whether the data are kept in three zones, and in the paired region where there is one.')
param zoneRedundant bool

@description('Whether the account gets a lock, which must be removed before the account can be deleted.')
param locked bool

@description('How many days a file of the privacy log is kept.')
@minValue(1)
@maxValue(99999)
param logDays int

@description('How many days a file of the records is kept.')
@minValue(1)
@maxValue(99999)
param recordDays int

@description('Whether the immutability policies are locked. Azure refuses to deploy over a locked policy, so they are left as they are then.')
param policiesLocked bool

@description('The name of the function app\'s identity.')
@minLength(3)
@maxLength(128)
param identityName string

@description('The workspace that takes the logs.')
@minLength(1)
param workspaceResourceId string

// A record that is in force for longer than its term is archived again a week after it, and its first file must be there until then. The app has
// the same number, class ArchiveTerms.
var recordGraceDays = 35

// The loss of a region must not take the archive with it. Azure keeps a copy in the paired region, which is in the EU too and can be read there.
// Belgium Central has no paired region.
var redundantSku = location == 'belgiumcentral' ? 'Standard_ZRS' : 'Standard_RAGZRS'

@description('A container: how many days its files can\'t be changed or deleted, and after how many they are deleted.')
type archiveContainer = {
  name: string
  immutableDays: int
  deletedAfterDays: int
}

// The containers of src/Core, class ArchiveContainer. The app does not create them here.
var archiveContainers archiveContainer[] = [
  {
    name: 'privacy-log'
    immutableDays: logDays
    deletedAfterDays: logDays
  }
  {
    name: 'records'
    immutableDays: recordDays
    deletedAfterDays: recordDays + recordGraceDays
  }
]

// No narrower built-in role can write blobs. The immutability policies protect the files that this role could delete.
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: zoneRedundant ? redundantSku : 'Standard_LRS'
  }
  properties: {
    // Written once, and read in an emergency.
    accessTier: 'Cool'
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

// No versions and no soft delete of blobs: no blob is ever written twice, and a deleted blob is past its term and must not be kept.
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-06-01' = {
  parent: account
  name: 'default'
  properties: {
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 90
    }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = [
  for container in archiveContainers: {
    parent: blobs
    name: container.name
    properties: {
      publicAccess: 'None'
    }
  }
]

resource policies 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2026-06-01' = [
  for (container, index) in archiveContainers: if (!policiesLocked) {
    parent: containers[index]
    name: 'default'
    properties: {
      immutabilityPeriodSinceCreationInDays: container.immutableDays
      allowProtectedAppendWrites: false
    }
  }
]

resource deletion 'Microsoft.Storage/storageAccounts/managementPolicies@2026-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        for container in archiveContainers: {
          name: 'delete-${container.name}'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['${container.name}/']
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterCreationGreaterThan: container.deletedAfterDays
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [
    containers
  ]
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, identity.id, storageBlobDataContributor)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  scope: account
  name: 'no-delete'
  properties: {
    level: 'CanNotDelete'
    notes: 'The archive of the privacy log and of the records.'
  }
}

// The names of files hold tables, days and moments, and no pseudonym, so that requests can be logged. A read is a restore.
resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceResourceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'StorageRead'
        enabled: true
      }
      {
        category: 'StorageWrite'
        enabled: true
      }
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

metadata description = 'Everything that the LeerID functions need in Azure, in one resource group.'

import { appSettings, environmentName, euLocation, networkAccess, settingFaults, softwareSettings, values } from 'modules/settings.bicep'

targetScope = 'resourceGroup'

@description('Which environment this is. prod is held to more: a private network, zone redundancy, waiting instances, ACM\'s production environment.')
param environment environmentName

@description('The region of everything: the data stay in the EU.')
param location euLocation

@description('What the resources are named after.')
@minLength(2)
@maxLength(8)
param workload string = 'leerid'

@description('How the storage accounts and the key vault are reached. The function app itself is open to the internet: pupils come from there.')
param network networkAccess

@description('The addresses of the virtual network, where the network is private.')
@minLength(9)
@maxLength(18)
param addressPrefix string = '10.60.0.0/24'

@description('Whether the app and the storage are spread over three zones.')
param zoneRedundant bool

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('How many instances there are at most: a bound to cost, and to what falls on storage and on ACM.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('How many instances always wait for HTTP calls: a cold start would take a pupil\'s time.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('How a deployment replaces the running instances: batch after batch, each when its executions have ended, or all at once.')
param updateStrategy 'RollingUpdate' | 'Recreate' = 'RollingUpdate'

@description('Whether deleting the pupils\' storage or the archive takes removing a lock first.')
param locked bool = environment == 'prod'

@description('Whether the vault was deleted and is recovered with its secrets (docs/operations.md).')
param vaultRecovered bool = false

@description('How many days the logs can be searched.')
@minValue(30)
@maxValue(730)
param logDays int = 90

@description('How many days the log lines are kept in all; in prod longer than the privacy log, for the lines of the seals.')
@allowed([30, 60, 90, 365, 1460, 1826])
param logArchiveDays int = environment == 'prod' ? 1460 : 90

@description('Whether the immutability policies of the archive are locked: set it when you have locked them (docs/operations.md), which can\'t be undone.')
param archivePoliciesLocked bool = false

@description('Who gets the alerts by mail.')
@minLength(1)
@maxLength(10)
param alertReceivers string[]

@description('Where the alerts are sent from: in the EU, and not wherever Azure\'s global service is.')
@allowed(['swedencentral', 'germanywestcentral'])
param actionGroupLocation string = 'swedencentral'

@description('The settings of the software.')
param settings softwareSettings

@description('Tags for all resources, beside those of this template.')
param tags values = {}

@description('The name of the environment of the Azure Developer CLI; empty without it.')
@maxLength(64)
param azdEnvironment string = ''

var faults = concat(
  settingFaults(settings, environment),
  environment == 'prod' && network != 'private' ? ['prod takes a private network.'] : [],
  environment == 'prod' && !zoneRedundant ? ['prod takes zone redundancy.'] : [],
  environment == 'prod' && alwaysReadyInstances < 2 ? ['prod takes two instances that are always ready.'] : [],
  environment == 'prod' && !locked ? ['prod takes the locks.'] : [],
  environment == 'prod' && logArchiveDays < 1460 ? ['prod takes log lines kept for four years: those of the seals vouch for the privacy log.'] : []
)

// In every name, so that nothing is deployed while there are faults; all of them are told at once.
var suffix = empty(faults)
  ? '${environment}-${take(uniqueString(resourceGroup().id, workload, environment), 6)}'
  : fail(join(faults, ' '))
var compactSuffix = replace(suffix, '-', '')

var identityName = 'id-${workload}-${suffix}'
var workspaceName = 'log-${workload}-${suffix}'
var insightsName = 'appi-${workload}-${suffix}'
var hostStorageName = 'st${workload}h${compactSuffix}'
var studentStorageName = 'st${workload}s${compactSuffix}'
var archiveStorageName = 'st${workload}a${compactSuffix}'
var vaultName = 'kv${workload}${compactSuffix}'
var packageContainer = 'app-package'

var allTags = union(
  tags,
  { workload: workload, environment: environment },
  empty(azdEnvironment) ? {} : { 'azd-env-name': azdEnvironment }
)

module identity 'modules/identity.bicep' = {
  params: {
    name: identityName
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    workspaceName: workspaceName
    insightsName: insightsName
    location: location
    tags: allTags
    identityName: identityName
    retentionDays: logDays
    archiveDays: logArchiveDays
  }
  dependsOn: [
    identity
  ]
}

module hostStorage 'modules/host-storage.bicep' = {
  params: {
    name: hostStorageName
    location: location
    tags: allTags
    network: network
    zoneRedundant: zoneRedundant
    identityName: identityName
    workspaceName: workspaceName
    packageContainer: packageContainer
  }
  dependsOn: [
    identity
    monitoring
  ]
}

module studentStorage 'modules/student-storage.bicep' = {
  params: {
    name: studentStorageName
    location: location
    tags: allTags
    network: network
    zoneRedundant: zoneRedundant
    locked: locked
    identityName: identityName
    workspaceName: workspaceName
  }
  dependsOn: [
    identity
    monitoring
  ]
}

module archiveStorage 'modules/archive-storage.bicep' = {
  params: {
    name: archiveStorageName
    location: location
    tags: allTags
    network: network
    zoneRedundant: zoneRedundant
    locked: locked
    logDays: settings.?archive.?logDays ?? 1096
    recordDays: settings.?archive.?recordDays ?? 1827
    policiesLocked: archivePoliciesLocked
    identityName: identityName
    workspaceName: workspaceName
  }
  dependsOn: [
    identity
    monitoring
  ]
}

module keyVault 'modules/key-vault.bicep' = {
  params: {
    name: vaultName
    location: location
    tags: allTags
    network: network
    purgeProtected: environment == 'prod'
    recovered: vaultRecovered
    identityName: identityName
    workspaceName: workspaceName
  }
  dependsOn: [
    identity
    monitoring
  ]
}

module privateNetwork 'modules/network.bicep' = if (network == 'private') {
  params: {
    name: 'vnet-${workload}-${suffix}'
    location: location
    tags: allTags
    addressPrefix: addressPrefix
    services: [
      {
        name: '${hostStorageName}-blob'
        resourceId: resourceId('Microsoft.Storage/storageAccounts', hostStorageName)
        groupId: 'blob'
      }
      {
        name: '${hostStorageName}-queue'
        resourceId: resourceId('Microsoft.Storage/storageAccounts', hostStorageName)
        groupId: 'queue'
      }
      {
        name: '${studentStorageName}-table'
        resourceId: resourceId('Microsoft.Storage/storageAccounts', studentStorageName)
        groupId: 'table'
      }
      {
        name: '${archiveStorageName}-blob'
        resourceId: resourceId('Microsoft.Storage/storageAccounts', archiveStorageName)
        groupId: 'blob'
      }
      {
        name: '${vaultName}-vault'
        resourceId: resourceId('Microsoft.KeyVault/vaults', vaultName)
        groupId: 'vault'
      }
    ]
  }
  dependsOn: [
    hostStorage
    studentStorage
    archiveStorage
    keyVault
  ]
}

module functionApp 'modules/function-app.bicep' = {
  params: {
    name: 'func-${workload}-${suffix}'
    planName: 'asp-${workload}-${suffix}'
    location: location
    tags: allTags
    identityName: identityName
    insightsName: insightsName
    workspaceName: workspaceName
    hostStorageName: hostStorageName
    packageContainer: packageContainer
    subnetId: privateNetwork.?outputs.functionsSubnetId ?? ''
    zoneRedundant: zoneRedundant
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReadyInstances: alwaysReadyInstances
    updateStrategy: updateStrategy
    settings: union(appSettings(settings), {
      AzureWebJobsStorage__accountName: hostStorageName
      AzureWebJobsStorage__clientId: identity.outputs.clientId
      AzureWebJobsStorage__credential: 'managedidentity'
      StudentStorage__accountName: studentStorageName
      StudentStorage__clientId: identity.outputs.clientId
      ArchiveStorage__accountName: archiveStorageName
      ArchiveStorage__clientId: identity.outputs.clientId
      KeyVault__Uri: keyVault.outputs.uri
      KeyVault__clientId: identity.outputs.clientId
      AZURE_CLIENT_ID: identity.outputs.clientId
      Retention__Logs: 'P${max(logArchiveDays, logDays)}D'
    })
  }
  dependsOn: [
    monitoring
    hostStorage
    studentStorage
    archiveStorage
  ]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    actionGroupName: 'ag-${workload}-${suffix}'
    suffix: '${workload}-${suffix}'
    location: location
    actionGroupLocation: actionGroupLocation
    tags: allTags
    receivers: alertReceivers
    workspaceName: workspaceName
    insightsName: insightsName
    hostName: functionApp.outputs.hostName
  }
  dependsOn: [
    monitoring
  ]
}

@description('The name of the function app, which the pipeline deploys to.')
output functionAppName string = 'func-${workload}-${suffix}'

@description('The host name under which the function app answers.')
output functionAppHostName string = functionApp.outputs.hostName

@description('The path of an authorization request of the first application, with which the pipeline looks whether a sign-in begins.')
output signInPath string = join(
  [
    '/authorize?response_type=code&scope=openid'
    'client_id=${uriComponent(settings.applications[0].clientId)}'
    'redirect_uri=${uriComponent(settings.applications[0].redirectUris[0])}'
    'code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
    'code_challenge_method=S256'
  ],
  '&'
)

@description('The name of the key vault, which the secrets go into.')
output keyVaultName string = vaultName

@description('The name of the storage account with the pupils\' data.')
output studentStorageName string = studentStorageName

@description('The name of the storage account with the archive.')
output archiveStorageName string = archiveStorageName

@description('The name of the workspace with the logs.')
output workspaceName string = workspaceName

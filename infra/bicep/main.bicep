metadata description = 'Everything that the LeerID functions need in Azure, in a resource group of their own.'

import { domainState, hostNameFaults } from 'modules/custom-domain.bicep'
import { functionsSubnetName, privateDnsZoneIds } from 'modules/network.bicep'
import {
  appSettings
  environmentName
  euLocation
  networkAccess
  settingFaults
  softwareSettings
  values
  zoneRedundantLocations
} from 'modules/settings.bicep'

targetScope = 'subscription'

@description('The environment. prod must have a private network, zone redundancy, always ready instances, and ACM\'s production environment.')
param environment environmentName

@description('The region of all resources, in the EU.')
param location euLocation

@description('The name from which the names of the resources are made.')
@minLength(2)
@maxLength(8)
param workload string = 'leerid'

@description('The resource group, which the deployment creates. It must contain nothing else.')
@minLength(1)
@maxLength(90)
param resourceGroupName string = 'rg-${workload}-${environment}'

@description('The publisher\'s host name of this environment, such as leerid.uitgever.example: pupils, applications, staff and ACM use it.')
@minLength(5)
@maxLength(64)
param hostName string

@description('The state of the host name. docs/operations.md says when to set another value than bound.')
param domain domainState

@description('The network access to the storage accounts and the key vault. The function app itself is open to the internet, because pupils use it from there.')
param network networkAccess

@description('The address range of the virtual network; used only with a private network.')
@minLength(9)
@maxLength(18)
param addressPrefix string = '10.60.0.0/24'

@description('The subnet for the function app, delegated to Microsoft.App/environments; null creates a network with both subnets.')
@maxLength(500)
param functionsSubnetResourceId string?

@description('The subnet for the private endpoints; null creates a network with both subnets.')
@maxLength(500)
param privateEndpointSubnetResourceId string?

@description('Existing private DNS zones, which their owner has linked to the network of the subnets.')
param privateDnsZoneResourceIds privateDnsZoneIds = {}

@description('Whether a NAT gateway gives the app a fixed internet address, for a mail server or a firewall with an allow-list of addresses.')
param natGateway bool = false

@description('The workspace for the logs, without logs of other apps; null creates one.')
@maxLength(500)
param workspaceResourceId string?

@description('Whether the app and the storage are spread over three zones.')
param zoneRedundant bool

@description('Whether the app is spread over three zones. Azure then always bills two instances of each function outside HTTP (see docs/operations.md).')
param zoneRedundantApp bool = zoneRedundant

@description('The memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('The maximum number of instances. It limits the cost, and the load on storage and ACM.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('The number of always ready instances for HTTP calls, so that no pupil waits for a cold start.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('The maximum number of concurrent HTTP calls per instance. Most of them wait for ACM.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 100

@description('How a deployment replaces the running instances: in batches, each after its executions have ended, or all at once.')
param updateStrategy 'RollingUpdate' | 'Recreate' = 'RollingUpdate'

@description('Whether the pupils\' storage and the archive get a lock, which must be removed before they can be deleted.')
param locked bool = environment == 'prod'

@description('Whether the vault was deleted and is recovered with its secrets (docs/operations.md).')
param vaultRecovered bool = false

@description('The number of days in which the logs can be searched.')
@minValue(30)
@maxValue(730)
param logDays int = 90

@description('The total number of days that the log lines are kept; in prod longer than the privacy log, for the lines of the seals.')
@allowed([30, 60, 90, 365, 1460, 1826])
param logArchiveDays int = environment == 'prod' ? 1460 : 90

@description('Whether the immutability policies of the archive are locked. Set it when you have locked them (docs/operations.md). Locking can\'t be undone.')
param archivePoliciesLocked bool = false

@description('The recipients of the alerts, by mail.')
@minLength(1)
@maxLength(10)
param alertReceivers string[]

@description('The region that sends the alerts, in the EU. Azure\'s global service may use any region.')
@allowed(['swedencentral', 'germanywestcentral'])
param actionGroupLocation string = 'swedencentral'

@description('The settings of the software.')
param settings softwareSettings

@description('Tags for all resources, in addition to those of this template.')
param tags values = {}

@description('The name of the environment in the Azure Developer CLI; empty without it.')
@maxLength(64)
param azdEnvironment string = ''

var faults = concat(
  hostNameFaults(hostName),
  settingFaults(settings, environment),
  environment == 'prod' && network != 'private' ? ['prod needs a private network.'] : [],
  environment == 'prod' && !zoneRedundant ? ['prod needs zone redundancy.'] : [],
  environment == 'prod' && alwaysReadyInstances < 2 ? ['prod needs at least two always ready instances.'] : [],
  environment == 'prod' && !locked ? ['prod needs the locks.'] : [],
  environment == 'prod' && logArchiveDays < 1460 ? ['prod must keep log lines for four years: those of the seals prove the privacy log.'] : [],
  zoneRedundantApp && !contains(zoneRedundantLocations, location)
    ? ['A Flex Consumption plan can be zone redundant in ${join(zoneRedundantLocations, ' and ')}, not in ${location}.']
    : [],
  empty(functionsSubnetResourceId) != empty(privateEndpointSubnetResourceId) ? ['Give both subnets or neither.'] : [],
  network != 'private' && (natGateway || !empty(functionsSubnetResourceId))
    ? ['Subnets and a NAT gateway need a private network.']
    : [],
  natGateway && !empty(functionsSubnetResourceId)
    ? ['The owner of an existing subnet decides on its NAT gateway: set natGateway to false.']
    : [],
  !empty(privateDnsZoneResourceIds) && empty(functionsSubnetResourceId)
    ? ['Existing private DNS zones need existing subnets, because their owner links them to the network.']
    : []
)

// Every name depends on this check, so that nothing is deployed while there are faults. All faults are reported at once.
var suffix = empty(faults)
  ? '${environment}-${take(uniqueString(subscription().id, resourceGroupName, workload, environment), 6)}'
  : fail(join(faults, ' '))
var compactSuffix = replace(suffix, '-', '')

var identityName = 'id-${workload}-${suffix}'
var workspaceName = 'log-${workload}-${suffix}'
var insightsName = 'appi-${workload}-${suffix}'
var hostStorageName = 'st${workload}h${compactSuffix}'
var studentStorageName = 'st${workload}s${compactSuffix}'
var archiveStorageName = 'st${workload}a${compactSuffix}'
var vaultName = 'kv${workload}${compactSuffix}'
var logsResourceId = empty(workspaceResourceId)
  ? resourceId(subscription().subscriptionId, resourceGroupName, 'Microsoft.OperationalInsights/workspaces', workspaceName)
  : workspaceResourceId!
var networkName = 'vnet-${workload}-${suffix}'
var functionsSubnetId = network != 'private'
  ? ''
  : functionsSubnetResourceId ?? resourceId(
      subscription().subscriptionId,
      resourceGroupName,
      'Microsoft.Network/virtualNetworks/subnets',
      networkName,
      functionsSubnetName
    )
var packageContainer = 'app-package'

var allTags = union(
  tags,
  { workload: workload, environment: environment },
  empty(azdEnvironment) ? {} : { 'azd-env-name': azdEnvironment }
)

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: resourceGroupName
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: identityName
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: workspaceName
    workspaceResourceId: workspaceResourceId ?? ''
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
  scope: group
  params: {
    name: hostStorageName
    location: location
    tags: allTags
    network: network
    zoneRedundant: zoneRedundant
    identityName: identityName
    workspaceResourceId: logsResourceId
    packageContainer: packageContainer
  }
  dependsOn: [
    identity
    monitoring
  ]
}

module studentStorage 'modules/student-storage.bicep' = {
  scope: group
  params: {
    name: studentStorageName
    location: location
    tags: allTags
    network: network
    zoneRedundant: zoneRedundant
    locked: locked
    identityName: identityName
    workspaceResourceId: logsResourceId
  }
  dependsOn: [
    identity
    monitoring
  ]
}

module archiveStorage 'modules/archive-storage.bicep' = {
  scope: group
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
    workspaceResourceId: logsResourceId
  }
  dependsOn: [
    identity
    monitoring
  ]
}

module keyVault 'modules/key-vault.bicep' = {
  scope: group
  params: {
    name: vaultName
    location: location
    tags: allTags
    network: network
    purgeProtected: environment == 'prod'
    recovered: vaultRecovered
    identityName: identityName
    workspaceResourceId: logsResourceId
  }
  dependsOn: [
    identity
    monitoring
  ]
}

module privateNetwork 'modules/network.bicep' = if (network == 'private') {
  scope: group
  params: {
    name: networkName
    location: location
    tags: allTags
    addressPrefix: addressPrefix
    functionsSubnetResourceId: functionsSubnetResourceId ?? ''
    privateEndpointSubnetResourceId: privateEndpointSubnetResourceId ?? ''
    privateDnsZoneResourceIds: privateDnsZoneResourceIds
    natGateway: natGateway
    services: [
      {
        name: '${hostStorageName}-blob'
        resourceId: resourceId(subscription().subscriptionId, resourceGroupName, 'Microsoft.Storage/storageAccounts', hostStorageName)
        groupId: 'blob'
      }
      {
        name: '${hostStorageName}-queue'
        resourceId: resourceId(subscription().subscriptionId, resourceGroupName, 'Microsoft.Storage/storageAccounts', hostStorageName)
        groupId: 'queue'
      }
      {
        name: '${studentStorageName}-table'
        resourceId: resourceId(subscription().subscriptionId, resourceGroupName, 'Microsoft.Storage/storageAccounts', studentStorageName)
        groupId: 'table'
      }
      {
        name: '${archiveStorageName}-blob'
        resourceId: resourceId(subscription().subscriptionId, resourceGroupName, 'Microsoft.Storage/storageAccounts', archiveStorageName)
        groupId: 'blob'
      }
      {
        name: '${vaultName}-vault'
        resourceId: resourceId(subscription().subscriptionId, resourceGroupName, 'Microsoft.KeyVault/vaults', vaultName)
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
  scope: group
  params: {
    name: 'func-${workload}-${suffix}'
    planName: 'asp-${workload}-${suffix}'
    location: location
    tags: allTags
    identityName: identityName
    insightsName: insightsName
    workspaceResourceId: logsResourceId
    hostStorageName: hostStorageName
    packageContainer: packageContainer
    subnetId: functionsSubnetId
    zoneRedundant: zoneRedundantApp
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReadyInstances: alwaysReadyInstances
    httpConcurrency: httpConcurrency
    updateStrategy: updateStrategy
    settings: union(appSettings(settings, hostName), {
      AzureWebJobsStorage__accountName: hostStorageName
      AzureWebJobsStorage__credential: 'managedidentity'
      StudentStorage__accountName: studentStorageName
      ArchiveStorage__accountName: archiveStorageName
      KeyVault__Uri: keyVault.outputs.uri
      Retention__Logs: 'P${max(logArchiveDays, logDays)}D'
    })
  }
  dependsOn: [
    identity
    monitoring
    hostStorage
    studentStorage
    archiveStorage
    privateNetwork
  ]
}

module customDomain 'modules/custom-domain.bicep' = if (domain != 'none') {
  scope: group
  params: {
    appName: 'func-${workload}-${suffix}'
    hostName: hostName
    location: location
    tags: allTags
    domain: domain
  }
  dependsOn: [
    functionApp
  ]
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    actionGroupName: 'ag-${workload}-${suffix}'
    suffix: '${workload}-${suffix}'
    location: location
    actionGroupLocation: actionGroupLocation
    tags: allTags
    receivers: alertReceivers
    workspaceResourceId: logsResourceId
    insightsName: insightsName
    hostName: hostName
  }
  dependsOn: [
    monitoring
  ]
}

@description('The name of the resource group.')
output resourceGroupName string = group.name

@description('The name of the function app, to which the pipeline deploys.')
output functionAppName string = 'func-${workload}-${suffix}'

@description('The address of the function app at the publisher\'s host name.')
output publicAddress string = 'https://${hostName}'

@description('The function app\'s own host name in Azure. The CNAME record of the publisher\'s host name points to it.')
output functionAppHostName string = functionApp.outputs.hostName

@description('The value of the TXT record that proves to Azure who owns the publisher\'s host name.')
output domainVerificationId string = functionApp.outputs.domainVerificationId

@description('The path of an authorization request of the first application, with which the pipeline checks that a sign-in begins.')
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

@description('The name of the key vault with the secrets.')
output keyVaultName string = vaultName

@description('The name of the storage account with the pupils\' data.')
output studentStorageName string = studentStorageName

@description('The name of the storage account with the archive.')
output archiveStorageName string = archiveStorageName

@description('The name of the workspace with the logs.')
output workspaceName string = last(split(logsResourceId, '/'))

@description('The address from which the app reaches the internet; empty if it is not fixed.')
output outboundAddress string = privateNetwork.?outputs.outboundAddress ?? ''

metadata description = 'Application Insights on a workspace. Telemetry needs a token of the function app\'s identity: the instrumentation key is not enough.'

import { euLocation, values } from 'settings.bicep'

@description('The name of the workspace, if this module creates it.')
@minLength(4)
@maxLength(63)
param workspaceName string

@description('The existing workspace, whose owner decides on its retention; empty creates one.')
@maxLength(500)
param workspaceResourceId string

@description('The name of the Application Insights component.')
@minLength(1)
@maxLength(255)
param insightsName string

@description('The region.')
param location euLocation

@description('Tags.')
param tags values

@description('The name of the function app\'s identity.')
@minLength(3)
@maxLength(128)
param identityName string

@description('The number of days in which the logs can be searched.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('The total number of days that the log lines are kept. The lines of the seals (event 8010) must be kept as long as the privacy log, three years.')
@allowed([30, 60, 90, 365, 1460, 1826])
param archiveDays int

var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

// The workspace is open to all networks in both cases, because sending and reading need a token. Closing it needs a private link scope, which changes the
// name resolution of every linked network.
resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = if (empty(workspaceResourceId)) {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource traces 'Microsoft.OperationalInsights/workspaces/tables@2026-03-01' = if (empty(workspaceResourceId)) {
  parent: workspace
  name: 'AppTraces'
  properties: {
    plan: 'Analytics'
    retentionInDays: retentionDays
    totalRetentionInDays: max(archiveDays, retentionDays)
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: empty(workspaceResourceId) ? workspace.id : workspaceResourceId
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
    DisableIpMasking: false
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, identity.id, monitoringMetricsPublisher)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringMetricsPublisher)
  }
}

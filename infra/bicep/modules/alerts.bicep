metadata description = 'Alerts by mail. docs/operations.md explains each alert and what to do.'

import { euLocation, values } from 'settings.bicep'

@description('The name of the action group.')
@minLength(1)
@maxLength(260)
param actionGroupName string

@description('The suffix of each alert\'s name.')
@minLength(1)
@maxLength(60)
param suffix string

@description('The region.')
param location euLocation

@description('The region of the action group, in the EU. The global service may use any region.')
@allowed(['swedencentral', 'germanywestcentral'])
param actionGroupLocation string

@description('Tags.')
param tags values

@description('The recipients of the mails.')
@minLength(1)
@maxLength(10)
param receivers mailAddress[]

@description('The workspace with the logs.')
@minLength(1)
param workspaceResourceId string

@description('The name of the Application Insights component.')
@minLength(1)
@maxLength(255)
param insightsName string

@description('The publisher\'s host name, which pupils use.')
@minLength(1)
@maxLength(255)
param hostName string

@minLength(3)
@maxLength(254)
type mailAddress = string

@description('One alert. Its query returns one row per thing to investigate, and no rows while all is well.')
type alertRule = {
  title: string
  severity: 0 | 1 | 2 | 3
  query: string

  @description('The interval between two runs of the query.')
  every: 'PT5M' | 'PT15M' | 'PT1H' | 'P1D'

  @description('The period that the query covers.')
  over: 'PT15M' | 'PT1H' | 'PT6H' | 'P1D' | 'P2D'

  @description('Whether the alert is resolved automatically when the query returns no rows.')
  ends: bool
}

@description('Locations in the EU from which availability tests run. The ids are misleading: emea-se-sto-edge and emea-ru-msa-edge are in the United Kingdom.')
type euPlace = 'emea-nl-ams-azr' | 'emea-gb-db3-azr' | 'emea-fr-pra-edge'

type alertRules = {
  *: alertRule
}

var rules alertRules = {
  'timer-failed': {
    title: 'A run of a timer failed'
    severity: 2
    query: loadTextContent('alerts/timer-failed.kql')
    every: 'PT15M'
    over: 'PT1H'
    ends: true
  }
  'clock-wrong': {
    title: 'The clock of an instance is wrong'
    severity: 0
    query: loadTextContent('alerts/clock-wrong.kql')
    every: 'PT15M'
    // The event has the time of the wrong clock, or the time of its arrival if that clock is far off.
    over: 'P2D'
    ends: true
  }
  'deletion-held': {
    title: 'A deletion waits for a confirmation'
    severity: 1
    query: loadTextContent('alerts/deletion-held.kql')
    every: 'PT15M'
    over: 'PT1H'
    ends: false
  }
  'poison-queue': {
    title: 'A message of the notices was given up'
    severity: 1
    query: loadTextContent('alerts/poison-queue.kql')
    every: 'PT15M'
    over: 'PT1H'
    ends: true
  }
  'undelivered-notice': {
    title: 'A notice did not reach both data protection officers'
    severity: 0
    query: loadTextContent('alerts/undelivered-notice.kql')
    every: 'PT5M'
    over: 'PT1H'
    ends: false
  }
  'breach-deadline': {
    title: 'The deadline for notifying the authority of a breach is near or past'
    severity: 0
    query: loadTextContent('alerts/breach-deadline.kql')
    every: 'PT15M'
    over: 'PT6H'
    ends: false
  }
  'request-overdue': {
    title: 'A request of a data subject is past its term'
    severity: 1
    query: loadTextContent('alerts/request-overdue.kql')
    every: 'PT1H'
    over: 'PT6H'
    ends: false
  }
  'agreement-end': {
    title: 'The data of all pupils will be destroyed, or are being destroyed'
    severity: 0
    query: loadTextContent('alerts/agreement-end.kql')
    every: 'PT15M'
    over: 'PT1H'
    ends: false
  }
  'sign-in-faults': {
    title: 'Sign-ins fail'
    severity: 1
    query: loadTextContent('alerts/sign-in-faults.kql')
    every: 'PT5M'
    over: 'PT15M'
    ends: true
  }
  'pupils-waiting': {
    title: 'Pupils have to wait'
    severity: 2
    query: loadTextContent('alerts/pupils-waiting.kql')
    every: 'PT5M'
    over: 'PT15M'
    ends: true
  }
  'client-rejected': {
    title: 'ACM does not accept this client'
    severity: 0
    query: loadTextContent('alerts/client-rejected.kql')
    every: 'PT5M'
    over: 'PT15M'
    ends: true
  }
  'secrets-guessed': {
    title: 'Client secrets are guessed'
    severity: 1
    query: loadTextContent('alerts/secrets-guessed.kql')
    every: 'PT5M'
    over: 'PT15M'
    ends: true
  }
  'seal-missing': {
    title: 'A day without a seal'
    severity: 1
    query: loadTextContent('alerts/seal-missing.kql')
    every: 'PT1H'
    over: 'P2D'
    ends: true
  }
  'archive-missing': {
    title: 'Nothing was archived'
    severity: 1
    query: loadTextContent('alerts/archive-missing.kql')
    every: 'PT1H'
    over: 'P2D'
    ends: true
  }
  'seal-not-authentic': {
    title: 'A seal of the privacy log is not authentic'
    severity: 0
    query: loadTextContent('alerts/seal-not-authentic.kql')
    every: 'PT15M'
    over: 'PT1H'
    ends: false
  }
  'secret-expiry': {
    title: 'A secret or certificate is about to expire'
    severity: 2
    query: loadTextContent('alerts/secret-expiry.kql')
    every: 'P1D'
    // The vault's rows arrive late.
    over: 'P2D'
    ends: false
  }
  'secret-check': {
    title: 'A secret of the app is missing, expires soon or has expired'
    severity: 1
    query: loadTextContent('alerts/secret-check.kql')
    every: 'P1D'
    over: 'P1D'
    ends: false
  }
  'officer-certificate': {
    title: 'The certificate of DOV\'s officer is about to expire'
    severity: 2
    query: loadTextContent('alerts/officer-certificate.kql')
    every: 'P1D'
    over: 'P1D'
    ends: false
  }
  'restriction-attention': {
    title: 'A restriction of a pupil needs attention'
    severity: 1
    query: loadTextContent('alerts/restriction-attention.kql')
    every: 'P1D'
    over: 'P1D'
    ends: false
  }
  'not-ready': {
    title: 'The app can\'t sign pupils in'
    severity: 1
    query: loadTextContent('alerts/not-ready.kql')
    every: 'PT5M'
    over: 'PT15M'
    ends: true
  }
  'no-schools': {
    title: 'The list of schools is empty'
    severity: 1
    query: loadTextContent('alerts/no-schools.kql')
    every: 'PT15M'
    over: 'PT1H'
    ends: true
  }
  'review-overdue': {
    title: 'The review of an assessment in the register is overdue'
    severity: 3
    query: loadTextContent('alerts/review-overdue.kql')
    every: 'PT1H'
    over: 'P2D'
    ends: true
  }
  'software-fault': {
    title: 'A fault of the software'
    severity: 1
    query: loadTextContent('alerts/software-fault.kql')
    every: 'PT15M'
    over: 'PT1H'
    ends: true
  }
}

// West Europe, North Europe and France Central.
var places euPlace[] = ['emea-nl-ams-azr', 'emea-gb-db3-azr', 'emea-fr-pra-edge']

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource mails 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: actionGroupLocation
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'leerid'
    emailReceivers: [
      for (receiver, index) in receivers: {
        name: 'mail-${index}'
        emailAddress: receiver
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in items(rules): {
    name: 'alert-${rule.key}-${suffix}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.value.title
      description: 'See the chapter on alerts in docs/operations.md.'
      enabled: true
      severity: rule.value.severity
      scopes: [workspaceResourceId]
      evaluationFrequency: rule.value.every
      windowSize: rule.value.over
      autoMitigate: rule.value.ends
      skipQueryValidation: false
      criteria: {
        allOf: [
          {
            query: rule.value.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [mails.id]
      }
    }
  }
]

resource availability 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'webtest-${suffix}'
  location: location
  tags: union(tags, { 'hidden-link:${insights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    Name: 'health-${suffix}'
    SyntheticMonitorId: 'webtest-${suffix}'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [for place in places: { Id: place }]
    Request: {
      HttpVerb: 'GET'
      RequestUrl: 'https://${hostName}/health?ready'
      FollowRedirects: false
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
    }
  }
}

// The certificate has a test of its own. If the test above checked the remaining days, it would fail for weeks, and an outage in those weeks would raise no
// alert. No log of Azure has the day on which the certificate expires. One location suffices, because all get the same certificate.
resource certificate 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'webtest-certificate-${suffix}'
  location: location
  tags: union(tags, { 'hidden-link:${insights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    Name: 'certificate-${suffix}'
    SyntheticMonitorId: 'webtest-certificate-${suffix}'
    Kind: 'standard'
    Enabled: true
    Frequency: 900
    Timeout: 30
    RetryEnabled: true
    Locations: [{ Id: places[0] }]
    Request: {
      HttpVerb: 'GET'
      RequestUrl: 'https://${hostName}/health'
      FollowRedirects: false
      ParseDependentRequests: false
    }
    ValidationRules: {
      // The status of the answer does not matter, because the certificate is checked before it.
      IgnoreHttpStatusCode: true
      SSLCheck: true
      // Azure renews a certificate 45 days before it expires, so the renewal has failed for more than three weeks.
      SSLCertRemainingLifetimeCheck: 21
    }
  }
}

resource unavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-unavailable-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'See the chapter on alerts in docs/operations.md.'
    enabled: true
    severity: 0
    scopes: [
      availability.id
      insights.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: availability.id
      componentId: insights.id
      failedLocationCount: 2
    }
    actions: [
      {
        actionGroupId: mails.id
      }
    ]
  }
}

resource certificateExpires 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-certificate-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'See the chapter on alerts in docs/operations.md.'
    enabled: true
    severity: 1
    scopes: [
      certificate.id
      insights.id
    ]
    evaluationFrequency: 'PT15M'
    // The period is longer than the test's interval, so that the alert does not end and begin again between two tests.
    windowSize: 'PT1H'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: certificate.id
      componentId: insights.id
      failedLocationCount: 1
    }
    actions: [
      {
        actionGroupId: mails.id
      }
    ]
  }
}

metadata description = 'The publisher\'s host name on the function app, with a certificate that Azure issues and renews.'

import { euLocation, values } from 'settings.bicep'

@export()
@description('The state of the host name. none: its DNS records do not exist yet. new: they exist, and this deployment binds the name. bound: the app has it.')
type domainState = 'none' | 'new' | 'bound'

@export()
@description('The faults of a host name, one sentence each; empty when the app can use it.')
func hostNameFaults(hostName string) string[] =>
  concat(
    contains(hostName, '/') || contains(hostName, ':') || contains(hostName, '*') || hostName != toLower(hostName)
      ? ['hostName is not a host name in lower case, such as leerid.uitgever.example.']
      : [],
    // Flex Consumption accepts names with a CNAME record only, and the apex of a domain can't have one.
    length(split(hostName, '.')) < 3 ? ['hostName is a whole domain: choose a name within it.'] : [],
    endsWith(hostName, '.azurewebsites.net') ? ['hostName is a name of Azure: choose one in a domain of yours.'] : []
  )

@description('The name of the function app.')
@minLength(2)
@maxLength(60)
param appName string

@description('The publisher\'s host name.')
@minLength(5)
@maxLength(64)
param hostName string

@description('The region.')
param location euLocation

@description('Tags.')
param tags values

@description('The state of the host name.')
param domain domainState

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

// Azure issues a certificate only for a name that the app already has. A later deployment must not repeat this step: until its end the name would have no
// certificate, and browsers would refuse it.
module nameWithoutCertificate 'host-name.bicep' = if (domain == 'new') {
  params: {
    appName: appName
    hostName: hostName
  }
}

// A certificate in the vault would need access through the vault's closed network.
resource certificate 'Microsoft.Web/sites/certificates@2025-03-01' = {
  parent: app
  name: replace(hostName, '.', '-')
  location: location
  tags: tags
  properties: {
    canonicalName: hostName
  }
  dependsOn: [
    nameWithoutCertificate
  ]
}

resource binding 'Microsoft.Web/sites/hostNameBindings@2025-03-01' = {
  parent: app
  name: hostName
  properties: {
    hostNameType: 'Verified'
    customHostNameDnsRecordType: 'CName'
    sslState: 'SniEnabled'
    // Azure changes the thumbprint when it renews the certificate, so each deployment reads it.
    thumbprint: certificate.properties.thumbprint
  }
}

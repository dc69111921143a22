metadata description = 'A host name on the function app, without a certificate. Azure checks its CNAME and TXT records, and refuses the name without them.'

@description('The name of the function app.')
@minLength(2)
@maxLength(60)
param appName string

@description('The host name.')
@minLength(5)
@maxLength(64)
param hostName string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource binding 'Microsoft.Web/sites/hostNameBindings@2025-03-01' = {
  parent: app
  name: hostName
  properties: {
    hostNameType: 'Verified'
    customHostNameDnsRecordType: 'CName'
    sslState: 'Disabled'
  }
}

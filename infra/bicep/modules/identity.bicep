metadata description = 'The function app\'s only identity, which it uses for every resource.'

import { euLocation, values } from 'settings.bicep'

@description('The name of the identity.')
@minLength(3)
@maxLength(128)
param name string

@description('The region.')
param location euLocation

@description('Tags.')
param tags values

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

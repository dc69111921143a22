metadata description = 'The private endpoint of one service of a resource, with its name in the private DNS zone.'

import { euLocation, values } from 'settings.bicep'

@description('The name of the endpoint.')
@minLength(2)
@maxLength(60)
param name string

@description('The region.')
param location euLocation

@description('Tags.')
param tags values

@description('The subnet of the endpoint.')
@minLength(1)
param subnetResourceId string

@description('The resource.')
@minLength(1)
param resourceId string

@description('The service within the resource.')
@allowed(['blob', 'queue', 'table', 'vault'])
param groupId string

@description('The private DNS zone of the service.')
@minLength(1)
param privateDnsZoneResourceId string

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: 'pep-${name}'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetResourceId
    }
    privateLinkServiceConnections: [
      {
        name: name
        properties: {
          privateLinkServiceId: resourceId
          groupIds: [groupId]
        }
      }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: groupId
          properties: {
            privateDnsZoneId: privateDnsZoneResourceId
          }
        }
      ]
    }
  }
}

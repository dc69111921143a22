metadata description = 'A virtual network for the function app, and private endpoints for what it stores in.'

import { euLocation, values } from 'settings.bicep'

@description('The name of the virtual network.')
@minLength(2)
@maxLength(64)
param name string

@description('The region.')
param location euLocation

@description('Tags.')
param tags values

@description('The addresses of the network: a block of at least 256.')
@minLength(9)
@maxLength(18)
param addressPrefix string

@description('What gets a private endpoint: the resource and which of its services.')
@minLength(1)
param services privateService[]

@description('One service of a resource.')
type privateService = {
  @description('Names the endpoint.')
  name: string

  @description('The resource\'s id.')
  resourceId: string

  @description('The service within the resource.')
  groupId: 'blob' | 'queue' | 'table' | 'vault'
}

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
}

// No rule of its own: the default ones let nobody in from outside the network.
resource securityGroup 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-${name}'
  location: location
  tags: tags
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      {
        name: 'snet-functions'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 25, 0)
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
          networkSecurityGroup: {
            id: securityGroup.id
          }
        }
      }
      {
        name: 'snet-private-endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 2)
          privateEndpointNetworkPolicies: 'Enabled'
          networkSecurityGroup: {
            id: securityGroup.id
          }
        }
      }
    ]
  }

  resource functions 'subnets' existing = {
    name: 'snet-functions'
  }

  resource endpoints 'subnets' existing = {
    name: 'snet-private-endpoints'
  }
}

resource dnsZones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in items(zones): {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource dnsLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in items(zones): {
    parent: dnsZones[index]
    name: name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
]

module endpoints 'private-endpoint.bicep' = [
  for service in services: {
    params: {
      name: service.name
      location: location
      tags: tags
      subnetId: network::endpoints.id
      resourceId: service.resourceId
      groupId: service.groupId
      zoneName: zones[service.groupId]
    }
    dependsOn: [
      dnsLinks
    ]
  }
]

@description('The subnet for the function app.')
output functionsSubnetId string = network::functions.id

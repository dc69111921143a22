metadata description = 'Private endpoints for what the function app stores in, with a virtual network and private DNS zones where there are none yet.'

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

@description('The subnet for the function app, if there is one; empty makes a network.')
@maxLength(500)
param functionsSubnetResourceId string

@description('The subnet for the private endpoints, if there is one; empty makes a network.')
@maxLength(500)
param privateEndpointSubnetResourceId string

@description('The private DNS zones that exist.')
param privateDnsZoneResourceIds privateDnsZoneIds

@description('Whether a NAT gateway gives the app a fixed address on the internet.')
param natGateway bool

@description('What gets a private endpoint: the resource and which of its services.')
@minLength(1)
param services privateService[]

@export()
@description('The resource ids of private DNS zones by service. A service without one gets a zone of its own.')
type privateDnsZoneIds = {
  blob: string?
  queue: string?
  table: string?
  vault: string?
}

@description('One service of a resource.')
type privateService = {
  @description('Names the endpoint.')
  name: string

  @description('The resource\'s id.')
  resourceId: string

  @description('The service within the resource.')
  groupId: 'blob' | 'queue' | 'table' | 'vault'
}

@export()
@description('The name of the subnet for the function app.')
var functionsSubnetName = 'snet-functions'

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
}
var makesNetwork = empty(functionsSubnetResourceId)
var ownZones = filter(items(zones), zone => empty(privateDnsZoneResourceIds[?zone.key]))

// No rule of its own: the default ones let nobody in from outside the network.
resource securityGroup 'Microsoft.Network/networkSecurityGroups@2026-03-01' = if (makesNetwork) {
  name: 'nsg-${name}'
  location: location
  tags: tags
}

// The gateway is in one zone, which Azure chooses: if that zone fails, the app reaches nothing outside the network.
resource outboundAddress 'Microsoft.Network/publicIPAddresses@2026-03-01' = if (makesNetwork && natGateway) {
  name: 'pip-${name}'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource gateway 'Microsoft.Network/natGateways@2026-03-01' = if (makesNetwork && natGateway) {
  name: 'ng-${name}'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIpAddresses: [
      {
        id: outboundAddress.id
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = if (makesNetwork) {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      {
        name: functionsSubnetName
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
          // Without a gateway the platform of the app, which the subnet is delegated to, gives it addresses that change.
          natGateway: natGateway
            ? {
                id: gateway.id
              }
            : null
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

  resource endpoints 'subnets' existing = {
    name: 'snet-private-endpoints'
  }
}

resource dnsZones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in ownZones: {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource dnsLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in ownZones: {
    parent: dnsZones[index]
    name: name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        // The id of an existing network is that of its subnet without the last two parts.
        id: makesNetwork ? network.id : join(take(split(functionsSubnetResourceId, '/'), 9), '/')
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
      subnetResourceId: makesNetwork ? network::endpoints.id : privateEndpointSubnetResourceId
      resourceId: service.resourceId
      groupId: service.groupId
      privateDnsZoneResourceId: privateDnsZoneResourceIds[?service.groupId] ?? resourceId('Microsoft.Network/privateDnsZones', zones[service.groupId])
    }
    dependsOn: [
      dnsLinks
    ]
  }
]

@description('The address from which the app reaches the internet; empty if it is not fixed.')
output outboundAddress string = makesNetwork && natGateway ? outboundAddress!.properties.ipAddress : ''

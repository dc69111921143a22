metadata description = 'Private endpoints for the storage accounts and the key vault, with a virtual network and private DNS zones if there are none yet.'

import { euLocation, values } from 'settings.bicep'

@description('The name of the virtual network.')
@minLength(2)
@maxLength(64)
param name string

@description('The region.')
param location euLocation

@description('Tags.')
param tags values

@description('The address range of the network, at least 256 addresses.')
@minLength(9)
@maxLength(18)
param addressPrefix string

@description('The existing subnet for the function app; empty creates a network.')
@maxLength(500)
param functionsSubnetResourceId string

@description('The existing subnet for the private endpoints; empty creates a network.')
@maxLength(500)
param privateEndpointSubnetResourceId string

@description('The existing private DNS zones.')
param privateDnsZoneResourceIds privateDnsZoneIds

@description('Whether a NAT gateway gives the app a fixed internet address.')
param natGateway bool

@description('The resources that get a private endpoint, each with the service.')
@minLength(1)
param services privateService[]

@export()
@description('The resource ids of existing private DNS zones by service. For a service without one, a zone is created.')
type privateDnsZoneIds = {
  blob: string?
  queue: string?
  table: string?
  vault: string?
}

@description('One service of a resource.')
type privateService = {
  @description('The name of the endpoint.')
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

// The group has no rules of its own, because the default rules refuse all traffic from outside the network.
resource securityGroup 'Microsoft.Network/networkSecurityGroups@2026-03-01' = if (makesNetwork) {
  name: 'nsg-${name}'
  location: location
  tags: tags
}

// The gateway is in one zone, which Azure chooses. If that zone fails, the app can't reach anything outside the network.
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
          // Without a gateway, the app's platform uses changing internet addresses. The subnet is delegated to that platform.
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

// Service Bus: the inbox queue (touchpoints can send to it, and the app leaves feedback in it while the store is down), the queue of messages that can never be accepted, the queue before the analysis, and the topic of ticket events.
param location string
param tags object
param token string
param principalId string
param workspaceId string
param rejectedTimeToLive string

var dataReceiver = '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
var dataSender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'

// An inbox message fails only while the store is down, after three minutes each time: five hundred deliveries are a day and an hour. By then the day is over for which the queue drops a
// message with a known id, so a dead-lettered message can be resent as it is.
var queues = [
  { name: 'feedback-inbox', maxDeliveryCount: 500, timeToLive: 'P14D', duplicates: true }
  { name: 'feedback-analysis', maxDeliveryCount: 10, timeToLive: 'P14D', duplicates: false }
  { name: 'feedback-rejected', maxDeliveryCount: 10, timeToLive: rejectedTimeToLive, duplicates: false }
]
var topics = ['tickets']
var received = ['feedback-inbox', 'feedback-analysis']

resource namespace 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' = {
  name: 'sb-feedback-${token}'
  location: location
  tags: tags
  sku: { name: 'Standard', tier: 'Standard' }
  properties: { disableLocalAuth: true, minimumTlsVersion: '1.2' }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2022-10-01-preview' = [for item in queues: {
  parent: namespace
  name: item.name
  properties: {
    lockDuration: 'PT5M'
    maxDeliveryCount: item.maxDeliveryCount
    defaultMessageTimeToLive: item.timeToLive
    deadLetteringOnMessageExpiration: item.name != 'feedback-rejected'
    requiresDuplicateDetection: item.duplicates
    duplicateDetectionHistoryTimeWindow: 'P1D'
  }
}]

resource topic 'Microsoft.ServiceBus/namespaces/topics@2022-10-01-preview' = [for name in topics: {
  parent: namespace
  name: name
  properties: { defaultMessageTimeToLive: 'P14D' }
}]

resource mayReceive 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (item, i) in queues: if (contains(received, item.name)) {
  name: guid(queue[i].id, principalId, dataReceiver)
  scope: queue[i]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataReceiver)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}]

resource maySend 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (item, i) in queues: {
  name: guid(queue[i].id, principalId, dataSender)
  scope: queue[i]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}]

resource mayPublish 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (name, i) in topics: {
  name: guid(topic[i].id, principalId, dataSender)
  scope: topic[i]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'OperationalLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = namespace.id
output host string = '${namespace.name}.servicebus.windows.net'

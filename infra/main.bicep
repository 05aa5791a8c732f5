// Everything that Feedback needs on Azure, in a resource group of its own. `azd up` asks for the parameters that have no default. docs/azure.md explains it.
targetScope = 'subscription'

@description('The name of the environment; it becomes part of every name.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('The region; Flex Consumption must be offered there.')
param location string

@description('prod: zone redundant where that is offered, what is deleted is kept, an instance always ready. dev: the cheapest that works.')
@allowed(['dev', 'prod'])
param stage string = 'dev'

@description('serverless, or autoscale: cheaper from about a million feedback a month (docs/cost.md).')
@allowed(['serverless', 'autoscale'])
param storeThroughput string = 'serverless'

@description('The most request units a second that the database may use; with autoscale only.')
@minValue(1000)
param storeMaxThroughput int = 4000

@description('built-in: the analysis that is part of the program. azure: Azure AI Language.')
@allowed(['built-in', 'azure'])
param language string = 'azure'

@description('azure: the language service finds names, addresses and numbers to hide when a text is shown; one more text record of its bill each. built-in: by their shape alone, no names (docs/language.md).')
@allowed(['azure', 'built-in'])
param languagePiiDetection string = 'azure'

@description('How long a message is kept that can never be accepted: a customer\'s text is in it, and no erasure reaches it. Shorter than the month that GDPR article 12(3) gives.')
param rejectedTimeToLive string = 'P7D'

@description('Where mail data is kept at rest.')
param mailDataLocation string = 'Europe'

@description('Who is written to when an alert fires; nobody when it is empty.')
param alertEmail string = ''

@description('The journeys that feedback is laid on, separated by commas.')
param journeys string = 'retail'

@description('The first key of a manager. It is put into the key vault, and nowhere else.')
@secure()
@minLength(8)
param managerKey string

var token = take(uniqueString(subscription().id, environmentName, location), 8)
var tags = { 'azd-env-name': environmentName, application: 'feedback' }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-feedback-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  name: 'identity'
  scope: group
  params: { location: location, tags: tags, name: 'id-feedback-${token}' }
}

module logs 'logs.bicep' = {
  name: 'logs'
  scope: group
  params: { location: location, tags: tags, token: token, principalId: identity.outputs.principalId }
}

module store 'store.bicep' = {
  name: 'store'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    stage: stage
    throughput: storeThroughput
    maxThroughput: storeMaxThroughput
    principalId: identity.outputs.principalId
    workspaceId: logs.outputs.workspaceId
  }
}

module bus 'bus.bicep' = {
  name: 'bus'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    principalId: identity.outputs.principalId
    workspaceId: logs.outputs.workspaceId
    rejectedTimeToLive: rejectedTimeToLive
  }
}

module texts 'language.bicep' = if (language == 'azure') {
  name: 'language'
  scope: group
  params: { location: location, tags: tags, token: token, principalId: identity.outputs.principalId, workspaceId: logs.outputs.workspaceId }
}

module mail 'mail.bicep' = {
  name: 'mail'
  scope: group
  params: { tags: tags, token: token, dataLocation: mailDataLocation, principalId: identity.outputs.principalId, workspaceId: logs.outputs.workspaceId }
}

module vault 'vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    stage: stage
    managerKey: managerKey
    principalId: identity.outputs.principalId
    workspaceId: logs.outputs.workspaceId
  }
}

module app 'app.bicep' = {
  name: 'app'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    stage: stage
    journeys: journeys
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    principalId: identity.outputs.principalId
    storeEndpoint: store.outputs.endpoint
    storeDatabase: store.outputs.database
    busHost: bus.outputs.host
    languageEndpoint: language == 'azure' ? texts!.outputs.endpoint : ''
    languagePiiDetection: languagePiiDetection
    mailEndpoint: mail.outputs.endpoint
    mailFrom: mail.outputs.from
    managerKeyUri: vault.outputs.managerKeyUri
    insightsConnection: logs.outputs.insightsConnection
    workspaceId: logs.outputs.workspaceId
  }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: { tags: tags, email: alertEmail, busId: bus.outputs.id, storeId: store.outputs.id, insightsId: logs.outputs.insightsId }
}

output AZURE_RESOURCE_GROUP string = group.name
output FEEDBACK_APP string = app.outputs.name
output FEEDBACK_URL string = app.outputs.url
output FEEDBACK_VAULT string = vault.outputs.name

// Everything that Feedback needs on Azure, in its own resource group. `azd up` asks for the parameters that have no default. See docs/azure.md.
targetScope = 'subscription'

@description('The name of the environment. It becomes part of every resource name.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('The region. It must offer Flex Consumption.')
param location string

@description('prod: zone redundant where that is offered, deleted data is kept longer, two instances are always ready. dev: the cheapest that works.')
@allowed(['dev', 'prod'])
param stage string = 'dev'

@description('serverless, or autoscale, which is cheaper from about a million feedback a month (docs/cost.md).')
@allowed(['serverless', 'autoscale'])
param storeThroughput string = 'serverless'

@description('The maximum request units a second of the database. Only with autoscale.')
@minValue(1000)
param storeMaxThroughput int = 4000

@description('azure: Azure AI Language. built-in: the analysis that is part of the program.')
@allowed(['built-in', 'azure'])
param language string = 'azure'

@description('azure: the language service detects names, addresses and numbers to mask when a text is shown, for one more billed text record each. built-in: by pattern only, without names (docs/language.md).')
@allowed(['azure', 'built-in'])
param languagePiiDetection string = 'azure'

@description('How long messages that can never be accepted are kept. They contain customers\' texts, and no erasure reaches them: keep it shorter than the month that GDPR article 12(3) gives.')
param rejectedTimeToLive string = 'P7D'

@description('Where mail data is stored at rest.')
param mailDataLocation string = 'Europe'

@description('The address that gets the alerts. If it is empty, nobody does.')
param alertEmail string = ''

@description('The journeys that feedback is mapped to, separated by commas.')
param journeys string = 'retail'

@description('The time zone of the company\'s hours and days, an IANA name such as Europe/Berlin.')
param timeZone string = 'UTC'

@description('The first manager key. It is stored in the key vault and nowhere else.')
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
    timeZone: timeZone
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

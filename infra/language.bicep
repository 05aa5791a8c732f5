// Azure AI Language.
param location string
param tags object
param token string
param principalId string
param workspaceId string

var languageReader = '7628b7b8-a8b2-4cdc-b46f-e9b35248918e'

resource account 'Microsoft.CognitiveServices/accounts@2024-10-01' = {
  name: 'lang-feedback-${token}'
  location: location
  tags: tags
  kind: 'TextAnalytics'
  sku: { name: 'S' }
  // Signing in with an identity requires a custom subdomain.
  properties: { customSubDomainName: 'lang-feedback-${token}', disableLocalAuth: true, publicNetworkAccess: 'Enabled' }
}

resource mayAsk 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, languageReader)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', languageReader)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: account
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'Audit', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output endpoint string = account.properties.endpoint

// The function app on Flex Consumption with the custom runtime, and the storage account in which the Functions host keeps its packages and its timers' locks.
param location string
param tags object
param token string
param stage string
param journeys string
param timeZone string
param identityId string
param identityClientId string
param principalId string
param storeEndpoint string
param storeDatabase string
param busHost string
param languageEndpoint string
param languagePiiDetection string
param mailEndpoint string
param mailFrom string
param managerKeyUri string
param insightsConnection string
param workspaceId string

var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var name = 'func-feedback-${token}'
var url = 'https://${name}.azurewebsites.net'

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'stfeedback${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: stage == 'prod' ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: { allowSharedKeyAccess: false, allowBlobPublicAccess: false, minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: true }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: storage
  name: 'default'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: 'packages'
}

resource mayUseBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, principalId, blobDataOwner)
  scope: storage
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataOwner)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-feedback-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true, zoneRedundant: stage == 'prod' }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'feedback' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packages.name}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: stage == 'prod' ? 100 : 40
        alwaysReady: stage == 'prod' ? [{ name: 'http', instanceCount: 2 }] : []
      }
      runtime: { name: 'custom', version: '1.0' }
    }
    siteConfig: { minTlsVersion: '1.2' }
  }
  dependsOn: [mayUseBlobs]
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: site
  name: 'appsettings'
  properties: union({
    AzureWebJobsStorage__accountName: storage.name
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    // The overview takes the place of the host's own home page.
    AzureWebJobsDisableHomepage: 'true'
    APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
    // The connections of the bindings.
    FeedbackStore__accountEndpoint: storeEndpoint
    FeedbackStore__credential: 'managedidentity'
    FeedbackStore__clientId: identityClientId
    FeedbackBus__fullyQualifiedNamespace: busHost
    FeedbackBus__credential: 'managedidentity'
    FeedbackBus__clientId: identityClientId
    // The program's own settings.
    AZURE_CLIENT_ID: identityClientId
    Feedback__Store: 'cosmos'
    Feedback__CosmosEndpoint: storeEndpoint
    Feedback__CosmosDatabase: storeDatabase
    Feedback__InboxEndpoint: 'https://${busHost}/'
    Feedback__ManagerKey: '@Microsoft.KeyVault(SecretUri=${managerKeyUri})'
    Feedback__Journeys: journeys
    Feedback__TimeZone: timeZone
    Feedback__Mail: 'azure'
    Feedback__MailEndpoint: mailEndpoint
    Feedback__MailFrom: mailFrom
    Feedback__PublicUrl: url
  }, empty(languageEndpoint) ? {} : {
    Feedback__Language: 'azure'
    Feedback__LanguageEndpoint: languageEndpoint
    Feedback__LanguageFallback: 'wait'
    Feedback__LanguagePiiDetection: languagePiiDetection
  })
}

resource noFtp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: site
  name: 'ftp'
  properties: { allow: false }
}

resource noScm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: site
  name: 'scm'
  properties: { allow: false }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: site
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: blobs
  properties: { workspaceId: workspaceId, logs: [{ category: 'StorageDelete', enabled: true }], metrics: [{ category: 'Transaction', enabled: true }] }
}

output name string = site.name
output url string = url

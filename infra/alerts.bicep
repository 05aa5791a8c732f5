// Alerts for operators: dead-lettered and rejected messages, a backlog before the analysis, failures, and a store that runs out of request units.
param tags object
param email string
param busId string
param storeId string
param insightsId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-feedback'
  location: 'global'
  tags: tags
  properties: { groupShortName: 'feedback', enabled: true, emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }] }
}

var actions = empty(email) ? [] : [{ actionGroupId: people.id }]

var rules = [
  { name: 'dead-letters', resource: busId, space: 'Microsoft.ServiceBus/namespaces', metric: 'DeadletteredMessages', aggregation: 'Maximum', threshold: 0, window: 'PT5M', dimension: 'EntityName', values: ['feedback-inbox', 'feedback-analysis'] }
  { name: 'rejected', resource: busId, space: 'Microsoft.ServiceBus/namespaces', metric: 'ActiveMessages', aggregation: 'Maximum', threshold: 0, window: 'PT5M', dimension: 'EntityName', values: ['feedback-rejected'] }
  { name: 'lag', resource: busId, space: 'Microsoft.ServiceBus/namespaces', metric: 'ActiveMessages', aggregation: 'Minimum', threshold: 1000, window: 'PT15M', dimension: 'EntityName', values: ['feedback-inbox', 'feedback-analysis'] }
  { name: 'failures', resource: insightsId, space: 'Microsoft.Insights/components', metric: 'requests/failed', aggregation: 'Count', threshold: 10, window: 'PT15M', dimension: '', values: [] }
  { name: 'throttled', resource: storeId, space: 'Microsoft.DocumentDB/databaseAccounts', metric: 'TotalRequests', aggregation: 'Count', threshold: 100, window: 'PT15M', dimension: 'StatusCode', values: ['429'] }
]

resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = [for rule in rules: {
  name: 'feedback-${rule.name}'
  location: 'global'
  tags: tags
  properties: {
    severity: 2
    enabled: true
    scopes: [rule.resource]
    evaluationFrequency: 'PT5M'
    windowSize: rule.window
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [{
        criterionType: 'StaticThresholdCriterion'
        name: rule.name
        metricNamespace: rule.space
        metricName: rule.metric
        operator: 'GreaterThan'
        threshold: rule.threshold
        timeAggregation: rule.aggregation
        dimensions: empty(rule.dimension) ? [] : [{ name: rule.dimension, operator: 'Include', values: rule.values }]
      }]
    }
    actions: actions
  }
}]

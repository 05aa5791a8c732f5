using Feedback.Core.Access;
using Feedback.Core.Journeys;
using Feedback.Core.Subscriptions;

namespace Feedback.Web.Pages;

/// <summary>Reads what the page of the sources shows.</summary>
internal sealed class SourcePageQuery(
    SourceRegistry sources, SourceActivityLog activity, SubscriptionRegistry subscriptions, DeliveryLog deliveries, JourneyCatalogue journeys,
        TimeProvider time)
{
    private const int AtOnce = 500;

    public async Task<SourcesPageModel> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var records = new List<SourceRecord>();
        IReadOnlyList<SourceRecord> read;
        do
            records.AddRange(read = await sources.ListAsync(records.LastOrDefault()?.Id, AtOnce, cancellationToken));
        while (read.Count == AtOnce);
        var activities = await activity.ReadAsync([.. records.Select(record => record.Id)], cancellationToken);

        var told = new List<SubscriptionPageModel>();
        foreach (var subscription in (await subscriptions.AllAsync(cancellationToken)).OrderBy(subscription => subscription.Id, StringComparer.Ordinal))
            told.Add(new(subscription, (await deliveries.PendingAsync(subscription.Id, cancellationToken)).Count));
        return new(
            [.. records.Select(record => new SourcePageModel(record, activities[record.Id], now))], told,
            journeys.Active.SelectMany(journey => journey.Silos).DistinctBy(silo => silo.Id).ToDictionary(silo => silo.Id, silo => silo.Title), now);
    }
}

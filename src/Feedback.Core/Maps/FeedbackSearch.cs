using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Maps;

/// <summary>Finds the feedback behind the figures, the newest first.</summary>
public sealed class FeedbackSearch(IDocumentStore store, SignalSearch signals)
{
    /// <summary>One page of the feedback with at least one matching signal.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="period">The period.</param>
    /// <param name="filter">What is asked for.</param>
    /// <param name="limit">How many at most, from 1.</param>
    /// <param name="after">Where the page before ended; <c>null</c> to start.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public async Task<FeedbackPage> RunAsync(string journey, QueryPeriod period, SignalFilter filter, int limit, FeedbackCursor? after,
        CancellationToken cancellationToken = default)
    {
        // The hour at which the page before ended may have more.
        if (after is not null && after.OccurredAt < period.To)
            period = QueryPeriod.Between(period.From, after.OccurredAt.AddTicks(1), signals.Calendar) ?? period;

        var found = new List<FeedbackCursor>();
        await foreach (var hour in signals.RunAsync(journey, period, filter, limit + 1, after, cancellationToken))
        {
            found.AddRange(hour
                .Select(signal => new FeedbackCursor(signal.OccurredAt, signal.Feedback))
                .Distinct()
                .Take(limit + 1 - found.Count));
            if (found.Count > limit)
                break;
        }

        List<FeedbackCursor> page = [.. found.Take(limit)];
        var records = await store.GetFeedbackAsync(page.Select(place => place.Feedback), cancellationToken);
        return new([.. page.Where(place => records.ContainsKey(place.Feedback)).Select(place => records[place.Feedback])], found.Count > limit ? page[^1]
            : null);
    }
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Feedback.Core.Intake;
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
    public async Task<FeedbackPage> RunAsync(string journey, QueryPeriod period, SignalFilter filter, int limit, FeedbackCursor? after, CancellationToken cancellationToken = default)
    {
        // The hour at which the page before ended may have more.
        if (after is not null && after.OccurredAt < period.To)
            period = QueryPeriod.Between(period.From, after.OccurredAt.AddTicks(1)) ?? period;

        var found = new List<FeedbackCursor>();
        await foreach (var hour in signals.RunAsync(journey, period, filter, cancellationToken))
        {
            found.AddRange(hour
                .Select(signal => new FeedbackCursor(signal.OccurredAt, signal.Feedback))
                .Distinct()
                .Where(place => after is null || place.IsOlderThan(after))
                .Take(limit + 1 - found.Count));
            if (found.Count > limit)
                break;
        }

        List<FeedbackCursor> page = [.. found.Take(limit)];
        var records = await store.GetFeedbackAsync(page.Select(place => place.Feedback), cancellationToken);
        return new([.. page.Where(place => records.ContainsKey(place.Feedback)).Select(place => records[place.Feedback])], found.Count > limit ? page[^1] : null);
    }
}

/// <summary>A page of feedback.</summary>
/// <param name="Items">The records, the newest first.</param>
/// <param name="Next">Where to go on; <c>null</c> at the end.</param>
public sealed record FeedbackPage(IReadOnlyList<FeedbackRecord> Items, FeedbackCursor? Next);

/// <summary>A place in a list of feedback, the newest first.</summary>
/// <param name="OccurredAt">When it was said.</param>
/// <param name="Feedback">The feedback's id.</param>
public sealed record FeedbackCursor(DateTimeOffset OccurredAt, string Feedback)
{
    /// <summary>Whether this place stands behind another in the list.</summary>
    public bool IsOlderThan(FeedbackCursor other) =>
        OccurredAt < other.OccurredAt || (OccurredAt == other.OccurredAt && string.CompareOrdinal(Feedback, other.Feedback) < 0);

    /// <summary>The place as an opaque text.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{OccurredAt.UtcTicks}|{Feedback}")));

    /// <summary>Reads a place; <c>null</c> when the text is none.</summary>
    public static FeedbackCursor? TryParse(string text)
    {
        if (text.Length > 200 || !Base64Url.IsValid(text))
            return null;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        return parts.Length == 2 && FeedbackId.IsValid(parts[1])
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
                ? new(new(ticks, TimeSpan.Zero), parts[1])
                : null;
    }
}

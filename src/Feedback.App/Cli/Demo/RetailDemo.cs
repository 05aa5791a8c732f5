using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.App.Cli.Demo;

/// <summary>How far the play has come in a folder. That is read off the feedback that is there: nothing else is noted.</summary>
/// <param name="First">The first day of the play.</param>
/// <param name="Items">All feedback of the play.</param>
/// <param name="From">The day from which to play on.</param>
/// <param name="IsOver">Whether it has been played to its end.</param>
internal sealed record RetailDemo(DateOnly First, IReadOnlyList<SampleItem> Items, int From, bool IsOver)
{
    public const string Journey = "retail";

    /// <summary>Looks into the store.</summary>
    /// <returns>How far it has come; <c>null</c> when there is feedback that is not of the demo.</returns>
    public static async Task<RetailDemo?> FindAsync(IDocumentStore store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var first = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-RetailFeedback.Days);
        var items = await RetailFeedback.ReadAsync(first);
        if ((await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 1, cancellationToken)).Documents.Count == 0)
            return new(first, items, 0, false);

        // Which reviews are those of a day does not depend on when the play began; the day on which they were written says when it did.
        var found = await store.GetStoredFeedbackAsync(Reviews(items).Where(review => DayOf(review) == first).Select(review => review.Id), cancellationToken);
        if (found.Count == 0)
            return null;
        var began = DateOnly.FromDateTime(found[0].Record.OccurredAt.UtcDateTime);
        if (began != first)
            items = await RetailFeedback.ReadAsync(began);
        var days = Reviews(items).GroupBy(DayOf).ToDictionary(day => day.First().Id, day => day.Key.DayNumber - began.DayNumber);
        var reached = (await store.GetStoredFeedbackAsync(days.Keys, cancellationToken)).Max(stored => days[stored.Record.Id]);
        return new(began, items, reached, reached >= RetailFeedback.Days - 1);
    }

    private static IEnumerable<SampleItem> Reviews(IEnumerable<SampleItem> items) => items.Where(item => item.Source == RetailStrands.Reviews);

    private static DateOnly DayOf(SampleItem item) => DateOnly.FromDateTime(item.OccurredAt.UtcDateTime);
}

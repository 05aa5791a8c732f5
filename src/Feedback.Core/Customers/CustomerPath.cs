using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>Reads what a customer said right before and right after one feedback, wherever it was heard.</summary>
public sealed class CustomerPath(IDocumentStore store)
{
    // Behind every id that starts with "feedback|".
    private const string First = "feedback|";
    private const string End = "feedback}";

    /// <summary>The neighbours of a feedback in its customer's timeline, in the order of time, without itself. Two short ranges of one partition; what was
    /// erased is left out.</summary>
    /// <param name="record">The feedback; one without a customer has no neighbours.</param>
    /// <param name="each">How many at most before it, and how many after it.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<FeedbackRecord>> AroundAsync(FeedbackRecord record, int each, CancellationToken cancellationToken = default)
    {
        if (record.CustomerKey is not { } customer)
            return [];
        var here = new CustomerFeedback(record.Id, record.OccurredAt, record.Touchpoint, record.Source).DocumentId;
        var before = store.RangeAsync(Containers.Customers, customer, new(First, here, Descending: true), each, cancellationToken);
        var after = store.RangeAsync(Containers.Customers, customer, new(here, End, After: here), each, cancellationToken);
        List<string> ids = [.. (await before).Reverse().Concat(await after)
            .Select(document => Json.Read(document, CustomersJson.Default.CustomerFeedback).Feedback)];
        var records = await store.GetFeedbackAsync(ids, cancellationToken);
        return [.. ids.Select(id => records.GetValueOrDefault(id)).OfType<FeedbackRecord>()];
    }
}

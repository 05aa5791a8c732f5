using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>One customer's feedback over a stretch of time.</summary>
/// <param name="Customer">The customer key.</param>
/// <param name="Feedback">The feedback as it is stored, in the order of time.</param>
public sealed record CustomerHistory(string Customer, IReadOnlyList<FeedbackRecord> Feedback);

/// <summary>Reads what single customers said over a stretch of time. Bounded, so that it costs the same however much a customer says and however many are
/// hurt.</summary>
public sealed class CustomerHistoryQuery(IDocumentStore store)
{
    /// <summary>Of how many customers the timelines are read: of the first ones given.</summary>
    public const int MostCustomers = 200;

    /// <summary>How much of one customer's feedback is read: the latest.</summary>
    public const int MostFeedback = 50;

    // So many partitions are asked at once.
    private const int AtOnce = 20;

    /// <summary>The timelines in the order of the customers; without those who said nothing then. Feedback that was erased meanwhile is left out.</summary>
    /// <param name="customers">The customer keys.</param>
    /// <param name="from">The first moment, UTC.</param>
    /// <param name="to">The first moment behind the stretch, UTC.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<CustomerHistory>> ReadAsync(
        IEnumerable<string> customers, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        var timelines = new List<CustomerHistory>();
        foreach (var some in customers.Distinct(StringComparer.Ordinal).Take(MostCustomers).Chunk(AtOnce))
        {
            var entries = await Task.WhenAll(some.Select(customer => EntriesAsync(customer, from, to, cancellationToken)));
            var records = await store.GetFeedbackAsync(entries.SelectMany(of => of).Select(entry => entry.Feedback), cancellationToken);
            timelines.AddRange(some.Zip(entries)
                .Select(pair => new CustomerHistory(pair.First,
                    [.. pair.Second.Select(entry => records.GetValueOrDefault(entry.Feedback)).OfType<FeedbackRecord>()]))
                .Where(timeline => timeline.Feedback.Count > 0));
        }

        return timelines;
    }

    private async Task<List<CustomerFeedback>> EntriesAsync(string customer, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // Ids tell whole seconds: the range takes in the second in which the stretch ends, and the entry itself decides.
        var range = new IdRange(CustomerFeedback.IdOf(from), CustomerFeedback.IdOf(to.AddSeconds(1)), Descending: true);
        var documents = await store.RangeAsync(Containers.Customers, customer, range, MostFeedback, cancellationToken);
        return [.. documents
            .Select(document => Json.Read(document, CustomersJson.Default.CustomerFeedback))
            .Where(entry => entry.OccurredAt >= from && entry.OccurredAt < to)
            .OrderBy(entry => entry.OccurredAt)
            .ThenBy(entry => entry.Feedback, StringComparer.Ordinal)];
    }
}

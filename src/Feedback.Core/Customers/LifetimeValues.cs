using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>What customers are worth to the company on average, by the values that sources sent.</summary>
/// <param name="Mean">The mean lifetime value, in the company's own currency.</param>
/// <param name="Customers">Of how many customers, at least 1: those whose value is known.</param>
public sealed record MeanLifetimeValue(decimal Mean, int Customers);

/// <summary>Reads lifetime values from customers' profiles.</summary>
public sealed class LifetimeValues(IDocumentStore store)
{
    /// <summary>How many profiles are read: of the first customers given.</summary>
    public const int MostCustomers = 200;

    /// <summary>The mean over some customers; <c>null</c> when no value of any is known.</summary>
    /// <param name="customers">The customer keys.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<MeanLifetimeValue?> MeanAsync(IEnumerable<string> customers, CancellationToken cancellationToken = default)
    {
        List<DocumentKey> keys = [.. customers.Distinct(StringComparer.Ordinal).Take(MostCustomers)
            .Select(customer => new DocumentKey(customer, CustomerProfile.DocumentId))];
        if (keys.Count == 0)
            return null;
        List<decimal> values = [.. (await store.GetManyAsync(Containers.Customers, keys, cancellationToken))
            .Select(document => Json.Read(document, CustomersJson.Default.CustomerProfile).LifetimeValue)
            .OfType<decimal>()];
        return values.Count == 0 ? null : new(values.Average(), values.Count);
    }
}

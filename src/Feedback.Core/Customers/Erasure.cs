using System.Security.Cryptography;
using System.Text;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>
/// That a customer is being or was erased. Stands under a one-way hash of the customer key, so that feedback which was received before, and is analysed only
/// now, does not bring the customer back; expires when no such feedback can be left.
/// </summary>
/// <param name="Pseudonym">What stands in the customer key's place in all that is counted. Random: nothing but this document links the two.</param>
/// <param name="At">When it began, UTC. What was received later belongs to a new timeline.</param>
/// <param name="Customer">The customer key while the erasure is under way, so that it can be taken up again; <c>null</c> when it is done.</param>
/// <param name="ScrubAt">When the store's files are scrubbed once more, for what the pipeline was just writing; <c>null</c> when that is done.</param>
public sealed record Erasure(string Pseudonym, DateTimeOffset At, string? Customer, DateTimeOffset? ScrubAt)
{
    /// <summary>How long it is kept after it was done: no feedback waits longer for its analysis.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Where the erasure of a customer stands.</summary>
    internal static DocumentKey KeyOf(string customer) => new(DocumentKinds.Erasure, OneWay("erasure", customer));

    /// <summary>Whether a feedback was received before the customer was erased.</summary>
    internal bool Covers(DateTimeOffset receivedAt) => receivedAt <= At;

    /// <summary>A name that tells of a customer only to who knows the customer key already.</summary>
    internal static string OneWay(string purpose, string customer) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{purpose}|{customer}"))[..16]);
}

/// <summary>That a customer who is not known any more wants no mail. Stands under a one-way hash of the customer key, for good: it is needed for as long as the
/// wish is to be honoured.</summary>
/// <param name="OptedOutAt">When that was said, UTC.</param>
public sealed record Suppression(DateTimeOffset OptedOutAt)
{
    private static DocumentKey KeyOf(string customer) => new(DocumentKinds.Suppression, Erasure.OneWay("no-mail", customer));

    /// <summary>The suppression of a customer; <c>null</c> when there is none.</summary>
    internal static async Task<Suppression?> ReadAsync(IDocumentStore store, string customer, CancellationToken cancellationToken) =>
        await store.GetAsync(Containers.Settings, KeyOf(customer), cancellationToken) is { } document ? Json.Read(document, CustomersJson.Default.Suppression)
            : null;

    /// <summary>Keeps it; the first word stays.</summary>
    internal static async Task KeepAsync(IDocumentStore store, string customer, DateTimeOffset optedOutAt, CancellationToken cancellationToken) =>
        await store.CreateAsync(Containers.Settings, Json.Write(KeyOf(customer), new(optedOutAt), CustomersJson.Default.Suppression), cancellationToken);
}

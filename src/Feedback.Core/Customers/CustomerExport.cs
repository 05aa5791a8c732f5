using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Customers;

/// <summary>
/// Everything that is stored on one customer, as one JSON document, unmasked: what a person has a right to see (GDPR, article 15). Profile and notices stand in
/// it as they are stored, and feedback whole, so that nothing is left out by a list of fields that has fallen behind.
/// </summary>
public sealed class CustomerExport(IDocumentStore store, CustomerQuery customers, TimeProvider time)
{
    private const int PageSize = 100;

    /// <summary>Writes it, a page of feedback in memory at a time.</summary>
    /// <param name="customer">The customer key.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public async Task WriteAsync(string customer, Stream stream, CancellationToken cancellationToken = default)
    {
        await using var json = new Utf8JsonWriter(stream, new() { Indented = true });
        json.WriteStartObject();
        json.WriteString("customer", customer);
        json.WriteString("exportedAt", time.GetUtcNow());
        json.WritePropertyName("profile");
        if (await store.GetAsync(Containers.Customers, ProfileStore.KeyOf(customer), cancellationToken) is { } profile)
            json.WriteRawValue(profile.Body.Span);
        else
            json.WriteNullValue();
        json.WriteStartArray("alsoKnownAs");
        foreach (var key in (await customers.OverviewAsync(customer, cancellationToken))?.AlsoKnownAs ?? [])
            json.WriteStringValue(key);
        json.WriteEndArray();
        await WriteFeedbackAsync(json, customer, cancellationToken);
        json.WriteStartArray("notices");
        await foreach (var notice in store.AllAsync(Containers.Customers, customer, CustomerNotice.All, cancellationToken: cancellationToken))
            json.WriteRawValue(notice.Body.Span);
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private async Task WriteFeedbackAsync(Utf8JsonWriter json, string customer, CancellationToken cancellationToken)
    {
        json.WriteStartArray("feedback");
        var range = CustomerFeedback.All;
        while (await store.RangeAsync(Containers.Customers, customer, range, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            var ids = page.Select(entry => Json.Read(entry, CustomersJson.Default.CustomerFeedback).Feedback).ToList();
            var found = (await store.GetStoredFeedbackAsync(ids, cancellationToken)).ToDictionary(stored => stored.Record.Id, StringComparer.Ordinal);
            // Whole, with what the source called the customer, which the record alone knows.
            foreach (var stored in ids.Where(found.ContainsKey).Select(id => found[id]))
                json.WriteRawValue(Json.Serialize(stored.Record with { Customer = stored.Received.Customer }, RecordsJson.Default.FeedbackRecord));
            await json.FlushAsync(cancellationToken);
            range = range with { After = page[^1].Key.Id };
        }

        json.WriteEndArray();
    }
}

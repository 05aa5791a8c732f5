using System.Collections.Concurrent;
using Feedback.Core.Privacy;
using Feedback.Core.Storage;

namespace Feedback.Core.Access;

/// <summary>
/// Gathers in memory what each source sends and adds it to the store now and then: a write for each request would cost as much as the feedback itself.
/// A crash loses the last seconds of these operational counts, and nothing else.
/// </summary>
public sealed class SourceActivityLog(IDocumentStore store, TimeProvider time)
{
    private const int LongestField = 100;

    private readonly ConcurrentDictionary<string, SourceActivity> _gathered = new(StringComparer.Ordinal);

    /// <summary>Notes what a request brought.</summary>
    /// <param name="source">The source.</param>
    /// <param name="accepted">Feedback accepted.</param>
    /// <param name="duplicates">Feedback that was known already.</param>
    /// <param name="errors">Requests and batch items refused.</param>
    /// <param name="reason">What is wrong with something that was refused; never in the sender's words.</param>
    /// <param name="field">The field that is wrong. Unknown ones have names of the sender's, so it is masked and cut as a text would be.</param>
    public void Note(string source, int accepted, int duplicates, int errors, string? reason = null, string? field = null)
    {
        var now = time.GetUtcNow();
        var masked = field is null ? null : PersonalData.Mask(field);
        masked = masked?[..Math.Min(masked.Length, LongestField)];
        Gather(source, new SourceActivity(now, accepted, duplicates, errors)
        {
            Days = [new(DateOnly.FromDateTime(now.UtcDateTime), accepted, duplicates, errors)],
            LastFault = reason is null ? null : new(now, masked, reason),
            Faults = reason is null || errors == 0 ? [] : [new(masked, reason, errors)],
        });
    }

    /// <summary>What sources have sent, gathered and stored together.</summary>
    public async Task<IReadOnlyDictionary<string, SourceActivity>> ReadAsync(IReadOnlyCollection<string> sources, CancellationToken cancellationToken = default)
    {
        var documents = await store.GetManyAsync(Containers.Settings, [.. sources.Select(KeyOf)], cancellationToken);
        var stored = documents.ToDictionary(document => document.Key.Id, document => Json.Read(document, AccessJson.Default.SourceActivity),
            StringComparer.Ordinal);
        return sources.ToDictionary(source => source, source =>
            stored.GetValueOrDefault(source, SourceActivity.None).Plus(_gathered.GetValueOrDefault(source, SourceActivity.None)), StringComparer.Ordinal);
    }

    /// <summary>Adds what was gathered to the store.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        foreach (var source in _gathered.Keys)
        {
            if (!_gathered.TryRemove(source, out var gathered))
                continue;
            try
            {
                await AddAsync(source, gathered, cancellationToken);
            }
            catch
            {
                Gather(source, gathered);
                throw;
            }
        }
    }

    private void Gather(string source, SourceActivity activity) =>
        _gathered.AddOrUpdate(source, static (_, added) => added, static (_, known, added) => known.Plus(added), activity);

    private async Task AddAsync(string source, SourceActivity gathered, CancellationToken cancellationToken)
    {
        WriteResult written;
        do
        {
            var known = await store.GetAsync(Containers.Settings, KeyOf(source), cancellationToken);
            var sum = known is null ? gathered : Json.Read(known, AccessJson.Default.SourceActivity).Plus(gathered);
            var write = Json.Write(new(DocumentKinds.SourceActivity, source), sum, AccessJson.Default.SourceActivity);
            written = await store.WriteIfAsync(Containers.Settings, write, known?.ETag, cancellationToken);
        }
        while (!written.Written);
    }

    private static DocumentKey KeyOf(string source) => new(DocumentKinds.SourceActivity, source);
}

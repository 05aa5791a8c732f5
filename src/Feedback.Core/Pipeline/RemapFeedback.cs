using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Pipeline;

/// <summary>
/// Maps all stored feedback to the journeys as they are defined now. Only what was understood is changed, each under its ETag; signals and folds follow through
/// the pipeline, which also makes void what the new mapping no longer has. Doing it again changes nothing.
/// </summary>
public sealed class RemapFeedback(IDocumentStore store, MapOpinions map)
{
    /// <summary>Goes through all records, a page at a time.</summary>
    /// <param name="progress">Called now and then with how many records are done.</param>
    /// <param name="cancellationToken">Stops between two pages; what is done stays done.</param>
    /// <returns>What was found and changed. Exact while nothing else writes feedback.</returns>
    public async Task<RemapResult> RunAsync(Action<long>? progress = null, CancellationToken cancellationToken = default)
    {
        var result = RemapResult.None;
        await foreach (var page in store.AllFeedbackAsync(cancellationToken))
        {
            foreach (var part in await Task.WhenAll(page.Select(RemapAsync)))
                result = result.Plus(part);
            progress?.Invoke(result.Records);
        }

        return result;
    }

    private async Task<RemapResult> RemapAsync(StoredFeedback stored)
    {
        var before = stored.Record;
        if (before.State != FeedbackState.Mapped)
            return RemapResult.None with { Records = 1, NotMapped = 1 };

        var after = before with { Mapping = map.Map(before) };
        if (IsSame(before, after))
            return RemapResult.None with { Records = 1 };

        // What somebody else has changed meanwhile is tried again as it is then.
        if (await store.ChangeAnalysisAsync(stored, after) is not null)
            return Compare(before, after) with { Records = 1 };
        return await store.ReadFeedbackAsync(before.Id) is { } again ? await RemapAsync(again) : RemapResult.None;
    }

    private static bool IsSame(FeedbackRecord before, FeedbackRecord after) => Bytes(before).AsSpan().SequenceEqual(Bytes(after));

    private static byte[] Bytes(FeedbackRecord record) => Json.Serialize(record, RecordsJson.Default.FeedbackRecord);

    private static RemapResult Compare(FeedbackRecord before, FeedbackRecord after)
    {
        long moved = 0, added = 0, withdrawn = 0;
        var earlier = (before.Mapping ?? []).ToDictionary(mapping => mapping.Journey, mapping => mapping.Opinions, StringComparer.Ordinal);
        foreach (var mapping in after.Mapping ?? [])
        {
            var known = earlier.GetValueOrDefault(mapping.Journey, []);
            moved += known.Zip(mapping.Opinions).Count(pair =>
                (pair.First.Stage, pair.First.Theme, pair.First.Owner) != (pair.Second.Stage, pair.Second.Theme, pair.Second.Owner));
            added += Math.Max(mapping.Opinions.Count - known.Count, 0);
            withdrawn += Math.Max(known.Count - mapping.Opinions.Count, 0);
        }

        return new(0, 1, moved, added, withdrawn, 0);
    }
}

/// <summary>What a remapping came to.</summary>
/// <param name="Records">Records seen.</param>
/// <param name="Changed">Records whose mapping was written, be it only for the version of the definition.</param>
/// <param name="Moved">Opinions that now lie on another stage or theme, or belong to another silo.</param>
/// <param name="Added">Opinions added on a journey that they did not lie on.</param>
/// <param name="Withdrawn">Opinions taken off a journey that is no longer active; their signals become void.</param>
/// <param name="NotMapped">Records not yet understood, or failed: they are mapped when they are.</param>
public sealed record RemapResult(long Records, long Changed, long Moved, long Added, long Withdrawn, long NotMapped)
{
    internal static readonly RemapResult None = new(0, 0, 0, 0, 0, 0);

    internal RemapResult Plus(RemapResult other) => new(
        Records + other.Records, Changed + other.Changed, Moved + other.Moved, Added + other.Added, Withdrawn + other.Withdrawn, NotMapped + other.NotMapped);
}

using System.Globalization;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Corrections;

/// <summary>
/// All corrections in the order of time, written by the pipeline from the records: each stands there once, however often its record is delivered. Counting
/// reads facts; nothing is incremented.
/// </summary>
public sealed class CorrectionLog(IDocumentStore store)
{
    /// <summary>How many of the newest corrections are counted at most.</summary>
    public const int MostCounted = 5_000;

    /// <summary>Writes the corrections of some records that are not there yet.</summary>
    public Task NoteAsync(IEnumerable<FeedbackRecord> records, CancellationToken cancellationToken) =>
        Task.WhenAll(records.SelectMany(record => (record.Corrections ?? []).Select(correction => LoggedCorrection.Of(record, correction)))
            .Select(logged => store.CreateAsync(Containers.Settings,
                Json.Write(new(DocumentKinds.Correction, logged.DocumentId), logged, CorrectionsJson.Default.LoggedCorrection), cancellationToken)));

    /// <summary>What was corrected, by what it was corrected from and to, the commonest first; and the newest corrections.</summary>
    /// <param name="newest">How many of the newest are wanted.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<CorrectionCounts> CountAsync(int newest, CancellationToken cancellationToken = default)
    {
        var all = new List<LoggedCorrection>();
        await foreach (var document in store.AllAsync(Containers.Settings, DocumentKinds.Correction, new(null, null, Descending: true),
            cancellationToken: cancellationToken))
        {
            if (all.Count == MostCounted)
                return Count(all, newest, isAll: false);
            all.Add(Json.Read(document, CorrectionsJson.Default.LoggedCorrection));
        }

        return Count(all, newest, isAll: true);
    }

    private static CorrectionCounts Count(List<LoggedCorrection> all, int newest, bool isAll) => new(
        all.Count,
        isAll,
        all.Count(logged => logged.Field == CorrectedField.Sentiment),
        all.Count(logged => logged.Field == CorrectedField.Theme),
        all.Count(logged => logged.Field == CorrectedField.Stage),
        [.. all.GroupBy(logged => (logged.Field, logged.Journey, logged.Before, logged.After))
            .Select(group => new CorrectionCount(group.Key.Field, group.Key.Journey, group.Key.Before, group.Key.After, group.Count()))
            .OrderByDescending(count => count.Count)
            .ThenBy(count => count.Field)
            .ThenBy(count => $"{count.Journey}|{count.Before}|{count.After}", StringComparer.Ordinal)],
        [.. all.Take(newest)]);
}

/// <summary>A correction in the log: what, who and when, but neither what the customer said nor the reason.</summary>
/// <param name="Feedback">The feedback's id.</param>
/// <param name="Number">The correction's number within it.</param>
/// <param name="Field">What was corrected.</param>
/// <param name="Journey">The journey of a theme or a stage.</param>
/// <param name="Before">The value before.</param>
/// <param name="After">The value after.</param>
/// <param name="AnalysedBy">Which analysis was corrected.</param>
/// <param name="By">Who did it.</param>
/// <param name="OnBehalfOf">The person named by the caller.</param>
/// <param name="At">When, UTC.</param>
public sealed record LoggedCorrection(
    string Feedback, int Number, CorrectedField Field, string? Journey, string? Before, string? After, string AnalysedBy, string By, string? OnBehalfOf,
        DateTimeOffset At)
{
    internal string DocumentId => string.Create(CultureInfo.InvariantCulture, $"{At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}|{Feedback}|{Number:000}");

    internal static LoggedCorrection Of(FeedbackRecord record, Correction correction) => new(
        record.Id, correction.Number, correction.Field, correction.Journey, correction.Before, correction.After, correction.AnalysedBy, correction.By,
            correction.OnBehalfOf, correction.At);
}

/// <summary>How much was corrected, and so where the analysis goes wrong.</summary>
/// <param name="Total">How many corrections.</param>
/// <param name="IsAll">Whether these are all; if not, the newest 5,000 were counted.</param>
/// <param name="Sentiment">Of sentiments.</param>
/// <param name="Theme">Of themes.</param>
/// <param name="Stage">Of stages.</param>
/// <param name="Changes">By what was corrected from and to, the commonest first.</param>
/// <param name="Newest">The newest.</param>
public sealed record CorrectionCounts(
    int Total, bool IsAll, int Sentiment, int Theme, int Stage, IReadOnlyList<CorrectionCount> Changes, IReadOnlyList<LoggedCorrection> Newest);

/// <summary>How often something was corrected from one value to another.</summary>
/// <param name="Field">What was corrected.</param>
/// <param name="Journey">The journey of a theme or a stage.</param>
/// <param name="Before">The value before.</param>
/// <param name="After">The value after.</param>
/// <param name="Count">How often.</param>
public sealed record CorrectionCount(CorrectedField Field, string? Journey, string? Before, string? After, int Count);

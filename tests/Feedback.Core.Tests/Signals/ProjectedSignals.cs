using Feedback.Core.Signals;
using Feedback.Core.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

/// <summary>Documents of signals, as the pipeline writes them.</summary>
internal static class ProjectedSignals
{
    /// <summary>Any document: void, or of up to six opinions.</summary>
    public static readonly Gen<FeedbackSignals> Any =
        from count in Gen.Choose(0, 6)
        from shared in AnySignal.One
        from opinions in AnySignal.One.ArrayOf(count)
        select Of([.. opinions.Prepend(shared)]) with { Opinions = [.. opinions.Select(OpinionOf)] };

    /// <summary>The document of the signals of one feedback.</summary>
    public static FeedbackSignals Of(params IReadOnlyList<Signal> signals) => new()
    {
        Feedback = signals[0].Feedback,
        OccurredAt = signals[0].OccurredAt,
        Touchpoint = signals[0].Touchpoint,
        HeardBy = signals[0].HeardBy,
        Customer = signals[0].Customer,
        Segments = signals[0].Segments,
        Ratings = signals[0].Ratings,
        Opinions = [.. signals.Select(OpinionOf)],
    };

    /// <summary>Adds a signal as the only one of its feedback.</summary>
    public static void Add(this FoldBuilder builder, Signal signal) => builder.Add(Of(signal));

    /// <summary>Adds a signal as the only one of its feedback.</summary>
    public static void Add(this PeriodFolds.Builder builder, Signal signal) => builder.Add(Of(signal));

    /// <summary>Projects documents to a journey.</summary>
    /// <returns>What the change feed shows of them.</returns>
    public static async Task<IReadOnlyList<Document>> ProjectAsync(this IDocumentStore store, string journey, params IEnumerable<FeedbackSignals> projected)
    {
        var documents = new List<Document>();
        foreach (var signals in projected)
        {
            var key = SignalKey.Of(journey, signals.OccurredAt, 0, signals.Feedback);
            await store.UpsertAsync(Containers.Signals, Json.Write(key, signals, SignalsJson.Default.FeedbackSignals));
            documents.Add((await store.GetAsync(Containers.Signals, key))!);
        }

        return documents;
    }

    private static ProjectedOpinion OpinionOf(Signal signal) => new(signal.Stage, signal.Theme, signal.OwnedBy, signal.Sentiment);
}

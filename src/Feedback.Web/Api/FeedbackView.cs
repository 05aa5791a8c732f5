using System.Text.Json.Serialization;
using Feedback.Core.Records;

namespace Feedback.Web.Api;

/// <summary>A feedback as managers see it. The customer appears by key, never by identifier.</summary>
internal sealed record FeedbackView
{
    public required string Id { get; init; }

    public required string Source { get; init; }

    public string? SourceEventId { get; init; }

    public required string Touchpoint { get; init; }

    public string? Channel { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required FeedbackState State { get; init; }

    public string? Reason { get; init; }

    public string? CustomerKey { get; init; }

    public string? Text { get; init; }

    public string? Language { get; init; }

    /// <summary><c>false</c> if the analysis does not read the text's language: nothing is known of how it was meant. Absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Understood { get; init; }

    public Ratings? Ratings { get; init; }

    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    public DateTimeOffset? ErasedAt { get; init; }

    public string? AnalysedBy { get; init; }

    public Sentiment? Sentiment { get; init; }

    public Contradiction? Contradiction { get; init; }

    public required IReadOnlyList<SentenceView> Sentences { get; init; }

    public required IReadOnlyList<OpinionView> Opinions { get; init; }

    public required IReadOnlyList<string> Themes { get; init; }

    public required IReadOnlyList<CorrectionView> Corrections { get; init; }

    public required IReadOnlyList<MappingView> Mapping { get; init; }

    private static readonly CorrectedField[] Placing = [CorrectedField.Theme, CorrectedField.Stage];

    public static FeedbackView Of(FeedbackRecord record) => Of(record, record.Analysis is null ? [] : CorrectedOpinions.Of(record));

    private static FeedbackView Of(FeedbackRecord record, IReadOnlyList<CorrectedOpinion> opinions) => new()
    {
        Id = record.Id,
        Source = record.Source,
        SourceEventId = record.SourceEventId,
        Touchpoint = record.Touchpoint,
        Channel = record.Channel,
        OccurredAt = record.OccurredAt,
        ReceivedAt = record.ReceivedAt,
        State = record.State,
        Reason = record.Reason,
        CustomerKey = record.CustomerKey,
        Text = record.Text,
        Language = record.Analysis?.Language ?? record.Language,
        Understood = record.Analysis is { NotUnderstood: true } ? false : null,
        Ratings = record.Ratings,
        Attributes = record.Attributes,
        ErasedAt = record.ErasedAt,
        AnalysedBy = record.Analysis?.By,
        Sentiment = record.Sentiment(),
        Contradiction = record.Analysis?.Contradiction,
        Sentences = [.. (record.Analysis?.Sentences ?? []).Select(sentence => new SentenceView(SpanView.Of(sentence.Span, record.Text!), sentence.Sentiment))],
        Opinions = [.. opinions.Select(opinion => OpinionView.Of(opinion, record.Text))],
        Themes = [.. (record.Mapping ?? []).SelectMany(mapping => mapping.Opinions).Select(opinion => opinion.Theme).OfType<string>()
            .Distinct(StringComparer.Ordinal)],
        Corrections = [.. opinions.SelectMany((opinion, index) => opinion.Corrections.Select(correction => CorrectionView.Of(correction, index)))
            .OrderBy(correction => correction.Number)],
        Mapping = [.. (record.Mapping ?? []).Where(mapping => mapping.Opinions.Count > 0).Select(mapping => new MappingView(
            mapping.Journey, mapping.Version, mapping.HeardBy, mapping.Segments ?? [],
            [.. mapping.Opinions.Select((opinion, index) =>
                new MappedOpinionView(index, opinion.Stage, opinion.Theme, opinion.Owner, opinion.Reason, opinion.Confidence,
                [.. Placing.Where(field => opinions[index].Last(field, mapping.Journey) is not null)]))]))],
    };
}

/// <summary>A part of the text.</summary>
/// <param name="Start">The first character, counted in UTF-16 code units from 0.</param>
/// <param name="Length">How many UTF-16 code units.</param>
/// <param name="Text">The part itself.</param>
internal sealed record SpanView(int Start, int Length, string Text)
{
    public static SpanView Of(TextSpan span, string text) => new(span.Start, span.Length, span.Of(text));
}

/// <summary>A sentence and its sentiment.</summary>
internal sealed record SentenceView(SpanView Span, Sentiment Sentiment);

/// <summary>One target and what is said about it. There are no spans for ratings without a text.</summary>
/// <param name="Target">What it is about.</param>
/// <param name="Assessment">What is said about it.</param>
/// <param name="Clause">The clause in which it is said. The target may stand before it.</param>
/// <param name="Sentiment">The sentiment.</param>
/// <param name="Analysed">The sentiment from the analysis, if it was corrected.</param>
/// <param name="Found">Whether the current analysis finds it; if not, it is kept because somebody corrected it.</param>
internal sealed record OpinionView(SpanView? Target, SpanView? Assessment, SpanView? Clause, Sentiment Sentiment, Sentiment? Analysed, bool Found)
{
    public static OpinionView Of(CorrectedOpinion corrected, string? text)
    {
        var opinion = corrected.Analysed;
        var analysed = corrected.Last(CorrectedField.Sentiment, null) is null ? (Sentiment?)null : opinion.Sentiment;
        return text is null
            ? new(null, null, null, corrected.Sentiment, analysed, corrected.IsFound)
            : new(Span(opinion.Target, text), Span(opinion.Assessment, text), SpanView.Of(opinion.Clause, text), corrected.Sentiment, analysed,
                corrected.IsFound);
    }

    private static SpanView? Span(TextSpan? span, string text) => span is { } stretch ? SpanView.Of(stretch, text) : null;
}

/// <summary>How the opinions are mapped to one journey.</summary>
/// <param name="Segments">The journey's segments that the customer belongs to, by the feedback's attributes.</param>
internal sealed record MappingView(string Journey, string Version, string HeardBy, IReadOnlyList<string> Segments, IReadOnlyList<MappedOpinionView> Opinions);

/// <summary>How one opinion is mapped, and why.</summary>
/// <param name="Opinion">The opinion's number.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Theme">The theme.</param>
/// <param name="OwnedBy">The silo that owns it.</param>
/// <param name="Reason">Why it is mapped there.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Corrected">The fields that were corrected.</param>
internal sealed record MappedOpinionView(int Opinion, string Stage, string? Theme, string? OwnedBy, MappingReason Reason, double Confidence,
    IReadOnlyList<CorrectedField> Corrected);

/// <summary>A correction that somebody made.</summary>
/// <param name="Number">Its number within the feedback.</param>
/// <param name="Opinion">The opinion that it applies to.</param>
/// <param name="Field">What was corrected.</param>
/// <param name="Journey">The journey of a theme or a stage.</param>
/// <param name="Before">The value before.</param>
/// <param name="After">The value after, unless a later correction changes it again.</param>
/// <param name="AnalysedBy">Which analysis was corrected.</param>
/// <param name="By">Who did it.</param>
/// <param name="OnBehalfOf">The person named by the caller.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
internal sealed record CorrectionView(
    int Number, int Opinion, CorrectedField Field, string? Journey, string? Before, string? After, string AnalysedBy, string By, string? OnBehalfOf,
        DateTimeOffset At, string? Reason)
{
    public static CorrectionView Of(Correction correction, int opinion) => new(
        correction.Number, opinion, correction.Field, correction.Journey, correction.Before, correction.After, correction.AnalysedBy,
        correction.By, correction.OnBehalfOf, correction.At, correction.Reason);
}

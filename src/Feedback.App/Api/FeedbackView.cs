using Feedback.Core.Intake;
using Feedback.Core.Journeys;
using Feedback.Core.Language;

namespace Feedback.App.Api;

/// <summary>A feedback as managers see it. The customer stands there by key, never by identifier.</summary>
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

    public Ratings? Ratings { get; init; }

    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    public DateTimeOffset? ErasedAt { get; init; }

    public string? AnalysedBy { get; init; }

    public Sentiment? Sentiment { get; init; }

    public Contradiction? Contradiction { get; init; }

    public required IReadOnlyList<SentenceView> Sentences { get; init; }

    public required IReadOnlyList<OpinionView> Opinions { get; init; }

    public required IReadOnlyList<string> Themes { get; init; }

    public required IReadOnlyList<MappingView> Mapping { get; init; }

    public static FeedbackView Of(FeedbackRecord record) => new()
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
        Ratings = record.Ratings,
        Attributes = record.Attributes,
        ErasedAt = record.ErasedAt,
        AnalysedBy = record.Analysis?.By,
        Sentiment = record.Analysis?.Sentiment,
        Contradiction = record.Analysis?.Contradiction,
        Sentences = [.. (record.Analysis?.Sentences ?? []).Select(sentence => new SentenceView(SpanView.Of(sentence.Span, record.Text!), sentence.Sentiment))],
        Opinions = [.. (record.Analysis?.Opinions ?? []).Select(opinion => OpinionView.Of(opinion, record.Text))],
        Themes = [.. (record.Mapping ?? []).SelectMany(mapping => mapping.Opinions).Select(opinion => opinion.Theme).OfType<string>().Distinct(StringComparer.Ordinal)],
        Mapping = [.. (record.Mapping ?? []).Where(mapping => mapping.Opinions.Count > 0).Select(mapping => new MappingView(
            mapping.Journey, mapping.Version, mapping.HeardBy,
            [.. mapping.Opinions.Select((opinion, index) => new MappedOpinionView(index, opinion.Stage, opinion.Theme, opinion.Owner, opinion.Reason, opinion.Confidence))]))],
    };
}

/// <summary>A stretch of the text.</summary>
/// <param name="Start">The first character, counted in UTF-16 code units from 0.</param>
/// <param name="Length">How many UTF-16 code units.</param>
/// <param name="Text">The stretch itself.</param>
internal sealed record SpanView(int Start, int Length, string Text)
{
    public static SpanView Of(TextSpan span, string text) => new(span.Start, span.Length, span.Of(text));
}

/// <summary>A sentence and how it feels.</summary>
internal sealed record SentenceView(SpanView Span, Sentiment Sentiment);

/// <summary>One target and what is said of it. All stretches are missing for ratings without a text.</summary>
internal sealed record OpinionView(SpanView? Target, SpanView? Assessment, SpanView? Clause, Sentiment Sentiment)
{
    public static OpinionView Of(Opinion opinion, string? text) => text is null
        ? new(null, null, null, opinion.Sentiment)
        : new(Span(opinion.Target, text), Span(opinion.Assessment, text), SpanView.Of(opinion.Clause, text), opinion.Sentiment);

    private static SpanView? Span(TextSpan? span, string text) => span is { } stretch ? SpanView.Of(stretch, text) : null;
}

/// <summary>Where the opinions lie on one journey.</summary>
internal sealed record MappingView(string Journey, string Version, string HeardBy, IReadOnlyList<MappedOpinionView> Opinions);

/// <summary>Where one opinion lies, and why.</summary>
internal sealed record MappedOpinionView(int Opinion, string Stage, string? Theme, string? OwnedBy, MappingReason Reason, double Confidence);

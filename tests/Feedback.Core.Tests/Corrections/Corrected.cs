using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Journeys;
using Feedback.Testing;

namespace Feedback.Core.Tests.Corrections;

/// <summary>A feedback on the small shop, analysed as a test says, to be corrected.</summary>
internal static class Corrected
{
    public const string Text = "nice staff, but I was charged twice and the delivery was late";

    public static readonly Opinion Staff = On("nice staff", "staff", 0.6);
    public static readonly Opinion Bill = On("I was charged twice", null, -0.5);
    public static readonly Opinion Delivery = On("the delivery was late", "delivery", -0.4);

    public static readonly JourneyCatalogue Catalogue = new([Definitions.Read(Definitions.Shop())], ["shop"]);

    public static readonly MapOpinions Map = new(Catalogue, new SignalBuckets(1));

    public static Opinion On(string clause, string? target, double score) =>
        new(target is null ? null : Span(target), null, Span(clause), Sentiment.FromScore(score));

    public static FeedbackRecord Record(params Opinion[] opinions) =>
        Mapped(AnyFeedback.Received() with { Text = Text, State = FeedbackState.Mapped }, opinions);

    /// <summary>The record analysed anew with another outcome, and mapped.</summary>
    public static FeedbackRecord Mapped(this FeedbackRecord record, params Opinion[] opinions)
    {
        var analysed = record with { Analysis = new("test/1", "en", Sentiment.FromScore(-0.2), [], opinions, null) };
        return analysed with { Mapping = Map.Map(analysed) };
    }

    /// <summary>The record with one more correction, of an opinion as it was analysed.</summary>
    public static FeedbackRecord With(this FeedbackRecord record, Opinion opinion, CorrectedField field, string? after)
    {
        var corrected = record with
        {
            Corrections =
            [
                .. record.Corrections ?? [],
                new()
                {
                    Number = record.Corrections?.Count ?? 0,
                    Opinion = opinion,
                    Field = field,
                    Journey = field == CorrectedField.Sentiment ? null : "shop",
                    After = after,
                    AnalysedBy = "test/1",
                    By = "manager",
                    At = record.ReceivedAt,
                },
            ],
        };
        return corrected with { Mapping = Map.Map(corrected) };
    }

    public static MappedOpinion Place(this FeedbackRecord record, int opinion) => record.Mapping![0].Opinions[opinion];

    private static TextSpan Span(string part) => new(Text.IndexOf(part, StringComparison.Ordinal), part.Length);
}

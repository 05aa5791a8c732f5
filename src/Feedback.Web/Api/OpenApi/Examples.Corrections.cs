using Feedback.Core.Corrections;
using Feedback.Core.Records;

namespace Feedback.Web.Api.OpenApi;

/// <summary>Corrections in examples.</summary>
internal static partial class Examples
{
    public const string PostedCorrection =
        """{ "opinion": 0, "sentiment": "neutral", "theme": "invoice-error", "reason": "It is about the bill.", "onBehalfOf": "Ann" }""";

    public static FeedbackView CorrectedFeedback => Feedback with
    {
        Opinions = [Feedback.Opinions[0] with { Sentiment = Sentiment.Neutral, Analysed = Bad }],
        Sentiment = Sentiment.Neutral,
        Themes = ["invoice-error"],
        Mapping = [Feedback.Mapping[0] with { Opinions = [new(0, "pay", "invoice-error", "billing", MappingReason.Corrected, 1, [CorrectedField.Theme])] }],
        Corrections =
        [
            new(0, 0, CorrectedField.Sentiment, null, "negative", "neutral", "built-in/2", "manager", "Ann", Later, "It is about the bill."),
            new(1, 0, CorrectedField.Theme, "retail", "refund", "invoice-error", "built-in/2", "manager", "Ann", Later, "It is about the bill."),
        ],
    };

    public static CorrectionCounts CorrectionCounts => new(2, IsAll: true, 1, 1, 0,
        [new(CorrectedField.Sentiment, null, "negative", "neutral", 1), new(CorrectedField.Theme, "retail", "refund", "invoice-error", 1)],
        [
            new(Id, 1, CorrectedField.Theme, "retail", "refund", "invoice-error", "built-in/2", "manager", "Ann", Later),
            new(Id, 0, CorrectedField.Sentiment, null, "negative", "neutral", "built-in/2", "manager", "Ann", Later),
        ]);
}

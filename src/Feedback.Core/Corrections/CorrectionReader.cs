using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Corrections;

/// <summary>Reads a correction. Whether there is such an opinion, theme or stage, the record and the journey say.</summary>
public static class CorrectionReader
{
    /// <summary>How many opinions a feedback can have at most, by any analysis; numbers beyond are refused unread.</summary>
    public const int MostOpinions = 10_000;

    private static readonly RequestField<int?> Opinion = Fields.Whole("opinion", "The opinion's number in `opinions`, from 0.", 0, MostOpinions - 1)
        .Required("is required: the number of the opinion, from 0");
    private static readonly RequestField<SentimentLabel?> Sentiment = Fields.Word<SentimentLabel>("sentiment", "The correct sentiment.");
    private static readonly RequestField<string> Theme =
        Fields.Line("theme", "The correct theme's id, or null for none. Also sets its stage and its owner.", RequestLimits.Name).OrNull();
    private static readonly RequestField<string> Stage = Fields.Line("stage", "The correct stage's id, or `unmapped`.", RequestLimits.Name);
    private static readonly RequestField<string> Journey =
        Fields.Line("journey", "The journey that theme and stage belong to. Default: the first active one that the feedback is mapped to.", RequestLimits.Name);
    private static readonly RequestField<string> Reason =
        Fields.Prose("reason", "The reason. Must not quote the customer or contain personal addresses or numbers.", Correction.ReasonCharacters);

    /// <summary>What is read.</summary>
    public static RequestShape Shape { get; } =
        new("correction", "What to correct about one opinion.", Opinion, Sentiment, Theme, Stage, Journey, Reason, Fields.OnBehalfOf)
        {
            Schema = "PostedCorrection",
            AnyOf = [Sentiment, Theme, Stage],
        };

    /// <summary>Reads a body that holds one correction.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public static CorrectionRequest? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        Shape.Read(json, out var given, out errors);
        var asked = new CorrectionRequest(given.Of(Opinion) ?? 0)
        {
            Sentiment = given.Of(Sentiment),
            Theme = given.Has(Theme) ? new ThemeChoice(given.Of(Theme)) : null,
            Stage = given.Of(Stage),
            Journey = given.Of(Journey),
            Reason = given.Of(Reason),
            OnBehalfOf = given.Of(Fields.OnBehalfOf),
        };
        if (asked.IsEmpty && errors.None)
            errors.Add(FieldErrors.Body, "must correct at least one of sentiment, theme and stage");
        return errors.None ? asked : null;
    }
}

using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Corrections;

/// <summary>Reads <c>{ opinion, sentiment?, theme?, stage?, journey?, reason?, onBehalfOf? }</c>, naming every field that is wrong.</summary>
public static class CorrectionReader
{
    /// <summary>How many opinions a feedback can have at most, by any analysis; numbers beyond are refused unread.</summary>
    public const int MostOpinions = 10_000;

    /// <summary>Reads a correction. Whether there is such an opinion, theme or stage, the record and the journey say.</summary>
    /// <param name="json">The body.</param>
    /// <param name="errors">What is wrong.</param>
    /// <returns>The correction; <c>null</c> when something is wrong.</returns>
    public static CorrectionRequest? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        int? opinion = null;
        var given = new CorrectionRequest(0);
        var faults = new FieldErrors();
        errors = faults;
        PostedObject.Read(json, "correction", ref errors, (ref Utf8JsonReader reader, ref SeenFields seen) =>
        {
            if (Field.Is(ref reader, "opinion"u8) && seen.First(0, "opinion"))
                opinion = Field.Whole(ref reader, "opinion", 0, MostOpinions - 1, faults);
            else if (Field.Is(ref reader, "sentiment"u8) && seen.First(1, "sentiment"))
                given = given with { Sentiment = Field.Word<SentimentLabel>(ref reader, "sentiment", faults) };
            else if (Field.Is(ref reader, "theme"u8) && seen.First(2, "theme"))
                given = given with { Theme = new(Field.Line(ref reader, "theme", RequestLimits.Name, faults)) };
            else if (Field.Is(ref reader, "stage"u8) && seen.First(3, "stage"))
                given = given with { Stage = Field.Line(ref reader, "stage", RequestLimits.Name, faults) };
            else if (Field.Is(ref reader, "journey"u8) && seen.First(4, "journey"))
                given = given with { Journey = Field.Line(ref reader, "journey", RequestLimits.Name, faults) };
            else if (Field.Is(ref reader, "reason"u8) && seen.First(5, "reason"))
                given = given with { Reason = Field.Prose(ref reader, "reason", Correction.ReasonCharacters, faults) };
            else if (Field.Is(ref reader, "onBehalfOf"u8) && seen.First(6, "onBehalfOf"))
                given = given with { OnBehalfOf = Field.Line(ref reader, "onBehalfOf", RequestLimits.Name, faults) };
            else
                return false;
            return true;
        });
        if (opinion is null && !errors.Names("opinion") && !errors.Names(FieldErrors.Body))
            errors.Add("opinion", "is required: the number of the opinion, from 0");
        if (given.IsEmpty && errors.None)
            errors.Add(FieldErrors.Body, "must correct something: sentiment, theme or stage");
        return errors.None ? given with { Opinion = opinion!.Value } : null;
    }
}

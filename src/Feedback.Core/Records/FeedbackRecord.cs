using System.Text.Json.Serialization;

namespace Feedback.Core.Records;

/// <summary>
/// One feedback, whole: as received, then with its analysis and its mapping. The signals of a feedback are a function of this alone. It is stored as two
/// documents: the record as it was received, and what was understood (<see cref="AnalysisDocument"/>).
/// </summary>
public sealed record FeedbackRecord
{
    /// <summary>Why one has failed whose text was erased before anybody understood it.</summary>
    internal const string LostReason = "the customer was erased before it was analysed";

    /// <summary>The id; also the partition key. See <see cref="FeedbackId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The sending system.</summary>
    public required string Source { get; init; }

    /// <summary>The sender's own id of the event.</summary>
    public string? SourceEventId { get; init; }

    /// <summary>The kind of touchpoint, one of <see cref="Records.Touchpoint.All"/>.</summary>
    public required string Touchpoint { get; init; }

    /// <summary>The source's own silo, when it has one; else the journey says who hears the touchpoint.</summary>
    public string? Silo { get; init; }

    /// <summary>The sender's word for the way it came.</summary>
    public string? Channel { get; init; }

    /// <summary>When the customer said it, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was received, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What the source called the customer. Once the feedback is understood, the customer's profile says it, and the whole does not (see
    /// <see cref="AnalysisDocument.Join"/>).</summary>
    public CustomerIdentity? Customer { get; init; }

    /// <summary>The keyed hash of the customer's identifier. See <see cref="Customers.CustomerKeys"/>.</summary>
    public string? CustomerKey { get; init; }

    /// <summary>What the customer said.</summary>
    public string? Text { get; init; }

    /// <summary>The BCP 47 language that the source named.</summary>
    public string? Language { get; init; }

    /// <summary>What the customer scored.</summary>
    public Ratings? Ratings { get; init; }

    /// <summary>What else the source knew.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>Its state.</summary>
    public required FeedbackState State { get; init; }

    /// <summary>Why it has <see cref="FeedbackState.Failed"/>. Never holds the text.</summary>
    public string? Reason { get; init; }

    /// <summary>What was understood.</summary>
    public FeedbackAnalysis? Analysis { get; init; }

    /// <summary>What people corrected, oldest first; <c>null</c> for nothing. Only ever added to; see <see cref="CorrectedOpinions"/>.</summary>
    public IReadOnlyList<Correction>? Corrections { get; init; }

    /// <summary>Where its opinions lie, one entry a journey.</summary>
    public IReadOnlyList<FeedbackMapping>? Mapping { get; init; }

    /// <summary>Where they lie on a journey; <c>null</c> when it is not mapped to that.</summary>
    public FeedbackMapping? MappingOn(string journey) => Mapping?.FirstOrDefault(mapping => mapping.Journey == journey);

    /// <summary>When the customer was erased, UTC: since then the record holds what is counted and nothing else. <c>null</c> for all others.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>
    /// The record without the person. It names what stays, so that whatever is added to records goes unless somebody decides otherwise: that it was heard, when
    /// and where; what is counted of it; the scores. Its text, and with it every place in it, goes; so does everything else the source sent.
    /// </summary>
    /// <param name="pseudonym">What stands in the customer key's place.</param>
    /// <param name="at">When the customer was erased, UTC.</param>
    public FeedbackRecord Erased(string? pseudonym, DateTimeOffset at)
    {
        var understood = Analysis is not null && Mapping is not null;
        // What nobody has understood yet cannot be understood any more; its scores still can be counted.
        var lost = !understood && Ratings is null;
        return new()
        {
            Id = Id,
            Source = Source,
            Touchpoint = Touchpoint,
            Silo = Silo,
            OccurredAt = OccurredAt,
            ReceivedAt = ReceivedAt,
            CustomerKey = pseudonym,
            Ratings = Ratings,
            State = understood ? FeedbackState.Mapped : lost ? FeedbackState.Failed : State,
            Reason = lost ? LostReason : understood ? null : Reason,
            // What was corrected by hand is counted as corrected, without who did it and why.
            Analysis = Analysis is null ? null : (Analysis with { Opinions = this.Opinions(), Sentiment = this.Sentiment()!.Value }).WithoutText(),
            Mapping = Mapping,
            ErasedAt = at,
        };
    }
}

/// <summary>The state of a feedback.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FeedbackState>))]
public enum FeedbackState
{
    /// <summary>Stored, not yet understood.</summary>
    [JsonStringEnumMemberName("received")] Received,

    /// <summary>Understood and mapped to the journeys.</summary>
    [JsonStringEnumMemberName("mapped")] Mapped,

    /// <summary>Could not be analysed; <see cref="FeedbackRecord.Reason"/> says why. Can be retried.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}

/// <summary>What was understood of one feedback.</summary>
/// <param name="By">Which analysis did it, e.g. <c>built-in/2</c>.</param>
/// <param name="Language">The language the text was analysed as; <c>null</c> without a text.</param>
/// <param name="Sentiment">Of the text; of the ratings when there is no text.</param>
/// <param name="Sentences">The text's sentences.</param>
/// <param name="Opinions">At least one: a text that names nothing, and ratings without a text, are one opinion on the whole.</param>
/// <param name="Contradiction">Set when text and ratings say the opposite of each other; both stand as they are.</param>
public sealed record FeedbackAnalysis(
    string By,
    string? Language,
    Sentiment Sentiment,
    IReadOnlyList<Sentence> Sentences,
    IReadOnlyList<Opinion> Opinions,
    Contradiction? Contradiction)
{
    /// <summary>Whether the analysis does not read the text's language: then neutral means that nothing is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NotUnderstood { get; init; }

    /// <summary>
    /// Where in the text the language service found what tells who somebody is; <c>null</c> when it was not asked. Hidden together with what
    /// <c>PersonalData</c> finds when the text is shown.
    /// </summary>
    public IReadOnlyList<PersonalSpan>? Personal { get; init; }

    /// <summary>What is counted of it: how each opinion was meant, and not where it stood.</summary>
    internal FeedbackAnalysis WithoutText() => this with
    {
        Language = null,
        Sentences = [],
        Opinions = [.. Opinions.Select(opinion => new Opinion(null, null, default, opinion.Sentiment))],
        Personal = null,
    };
}

/// <summary>A text and ratings that contradict each other.</summary>
/// <param name="Text">What the text says.</param>
/// <param name="Ratings">What the ratings say.</param>
public sealed record Contradiction(Sentiment Text, Sentiment Ratings);

/// <summary>Where the opinions of one feedback lie on one journey.</summary>
/// <param name="Journey">The journey's id.</param>
/// <param name="Version">The version of the definition that was applied.</param>
/// <param name="Bucket">The bucket of the signals' partition; never changes for one feedback.</param>
/// <param name="HeardBy">The silo that heard it.</param>
/// <param name="RatingStage">The stage at which the ratings count: the touchpoint's usual one, for a score is asked at a touchpoint, not of an opinion.</param>
/// <param name="Opinions">Where each opinion lies, in the order of <see cref="CorrectedOpinions.Of"/>; none where the feedback has left the journey.</param>
public sealed record FeedbackMapping(
    string Journey,
    string Version,
    int Bucket,
    string HeardBy,
    string RatingStage,
    IReadOnlyList<MappedOpinion> Opinions)
{
    /// <summary>The journey's segments that the customer belongs to, by the feedback's attributes; <c>null</c> for none.</summary>
    public IReadOnlyList<string>? Segments { get; init; }

    /// <summary>Whether the signals stand in the order of time within their hour. Those of feedback that version 0.1 mapped stand by its id, and stay
    /// there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByTime { get; init; }
}

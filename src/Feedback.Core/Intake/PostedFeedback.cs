namespace Feedback.Core.Intake;

/// <summary>One feedback as a source posted it, read and found valid.</summary>
/// <param name="Source">The sending system.</param>
/// <param name="SourceEventId">The sender's own id of the event.</param>
/// <param name="Touchpoint">The kind of touchpoint; <c>null</c> when the source's own is meant.</param>
/// <param name="Channel">The sender's own word for the way it came, e.g. <c>kiosk</c>.</param>
/// <param name="OccurredAt">When the customer said it; <c>null</c> when the sender does not know better than the time of receipt.</param>
/// <param name="Customer">Who said it.</param>
/// <param name="Text">What they said.</param>
/// <param name="Language">The BCP 47 language of the text.</param>
/// <param name="Ratings">What they scored.</param>
/// <param name="Attributes">What else the sender knows.</param>
public sealed record PostedFeedback(
    string Source,
    string? SourceEventId,
    string? Touchpoint,
    string? Channel,
    DateTimeOffset? OccurredAt,
    CustomerIdentity? Customer,
    string? Text,
    string? Language,
    Ratings? Ratings,
    IReadOnlyDictionary<string, string>? Attributes);

/// <summary>How a source names a customer. At least one is given.</summary>
/// <param name="Id">The company's customer number.</param>
/// <param name="Email">An e-mail address.</param>
public sealed record CustomerIdentity(string? Id, string? Email);

/// <summary>Scores; each is absent when it was not asked.</summary>
/// <param name="Nps">Likelihood to recommend, 0 to 10 (Reichheld, "The One Number You Need to Grow", HBR 2003).</param>
/// <param name="Csat">Satisfaction, 1 to 5.</param>
/// <param name="Ces">Customer effort, 1 to 7. Reported as a mean and not judged: surveys disagree on which end is the easy one.</param>
public sealed record Ratings(int? Nps, int? Csat, int? Ces);

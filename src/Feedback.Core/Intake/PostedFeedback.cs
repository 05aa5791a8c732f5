using Feedback.Core.Records;

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

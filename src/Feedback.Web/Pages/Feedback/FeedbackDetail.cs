using Feedback.Core.Records;
using Feedback.Core.Tickets;

namespace Feedback.Web.Pages;

/// <summary>All that the page of one feedback shows.</summary>
/// <param name="Record">The feedback.</param>
/// <param name="Version">Its version, which a correction presents.</param>
/// <param name="Names">The journey on which it is looked at.</param>
/// <param name="Opinions">Its opinions as they hold.</param>
/// <param name="Mapping">Where they lie; <c>null</c> when it is not mapped to the journey.</param>
/// <param name="Path">What its customer said before and after, with itself, in the order of time; empty without a customer, and for who may not see it.</param>
/// <param name="Tickets">The tickets that cover what it is about.</param>
/// <param name="MayChange">Whether the reader may correct it.</param>
public sealed record FeedbackDetail(
    FeedbackRecord Record,
    string Version,
    JourneyNames Names,
    IReadOnlyList<CorrectedOpinion> Opinions,
    FeedbackMapping? Mapping,
    IReadOnlyList<FeedbackRecord> Path,
    IReadOnlyList<Ticket> Tickets,
    bool MayChange);

/// <summary>A correction that was not made: what was typed, and what is wrong with it.</summary>
/// <param name="Opinion">The opinion's number.</param>
/// <param name="Sentiment">The sentiment that was chosen.</param>
/// <param name="Theme">The theme that was chosen; <see cref="CorrectionForm.NoTheme"/> for none.</param>
/// <param name="Stage">The stage that was chosen.</param>
/// <param name="Reason">The reason that was typed.</param>
/// <param name="OnBehalfOf">The name that was typed.</param>
/// <param name="Faults">What is wrong, by field.</param>
/// <param name="Detail">What is wrong with the whole; <c>null</c> when it is fields.</param>
public sealed record RefusedCorrection(
    int Opinion, string Sentiment, string Theme, string Stage, string Reason, string OnBehalfOf, IReadOnlyDictionary<string, string[]> Faults, string? Detail);

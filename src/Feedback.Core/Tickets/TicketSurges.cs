using Feedback.Core.Detection;

namespace Feedback.Core.Tickets;

/// <summary>A ticket surges when more customers complain about it than at its own level: that since it was raised, or since its change was shipped.</summary>
/// <param name="At">When the surge was found, UTC.</param>
/// <param name="Cause">What was found. What it expects is the ticket's own level.</param>
public sealed record TicketSurge(DateTimeOffset At, Finding Cause);

/// <summary>How tickets surge.</summary>
public static class TicketSurges
{
    /// <summary>For how long a surge is shown and counts. What lasts longer is the ticket's new level.</summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromDays(7);

    private const string OwnLevelSaid = " at the ticket’s own level";

    // From this age on, a shipped change has a level of its own to compare with. Until then it is that of before.
    private static readonly TimeSpan OwnLevel = TimeSpan.FromDays(DetectionSettings.Default.LeastLevelDays + 1);

    /// <summary>Whether a surge is still news: a few days old, of a ticket that nobody has ended or shipped since.</summary>
    public static bool IsSurging(Ticket ticket, DateTimeOffset now) =>
        ticket.Surge is { } surge && now - surge.At < ShownFor && ticket.MergedInto is null && TicketLifecycle.HoldsItsTopics(ticket.State)
        && !(ticket.ShippedAt > surge.At);

    /// <summary>With what a ticket's topics are compared, to find whether it surges.</summary>
    /// <remarks>
    /// A rise that raised a ticket lifts its level, and so does a surge: the level counts from where that began. An ongoing problem has always been at its
    /// level. After shipping, the level is that since then.
    /// </remarks>
    public static TopicPast PastOf(Ticket ticket, DateTimeOffset now)
    {
        var past = ticket switch
        {
            { Surge: { } surge } => new(surge.At, surge.Cause.From),
            { Cause.Kind: FindingKind.Chronic } => TopicPast.Whole,
            _ => new(RaisedLast(ticket), ticket.Cause.From),
        };
        return ticket.ShippedAt is { } shipped && !(past.NotBefore > shipped)
            ? new(shipped, now - shipped >= OwnLevel ? shipped : past.Since)
            : past;
    }

    /// <summary>Notes that a ticket surges.</summary>
    /// <param name="ticket">The ticket as it was.</param>
    /// <param name="found">The rise of one of its topics.</param>
    /// <param name="words">What to say of it in the history.</param>
    /// <param name="now">The present, UTC.</param>
    public static Ticket Surged(Ticket ticket, Finding found, string words, DateTimeOffset now) =>
        ticket.Append(TicketAction.Surged, TicketActor.Program, now, text: words) with { Surge = new(now, found) };

    /// <summary>E.g. "45 customers in 3 days, 15.2 expected at the ticket’s own level; as many or more occur by chance about once in 12,000 checks".</summary>
    public static string Words(Finding found) => FindingText.Of(found, OwnLevelSaid);

    /// <summary>The size of a surge in figures: "45 customers in 3 days, 15.2 expected at the ticket’s own level".</summary>
    public static string Figures(Finding found) => FindingText.Figures(found, OwnLevelSaid);

    /// <summary>How many times what was expected; <c>null</c> when that is unknown.</summary>
    public static double? TimesExpected(Finding found) => found.Expected is > 0 and var expected ? found.Customers / expected : null;

    private static DateTimeOffset RaisedLast(Ticket ticket) =>
        ticket.History.LastOrDefault(entry => entry.Action is TicketAction.Raised or TicketAction.Reopened)?.At ?? ticket.RaisedAt;
}

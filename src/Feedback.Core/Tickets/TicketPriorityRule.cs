using System.Globalization;
using Feedback.Core.Records;

namespace Feedback.Core.Tickets;

/// <summary>Says how much a ticket matters to the customers: how many it reaches, how bad it is for them, what it does to their scores, and what they are
/// worth.</summary>
/// <remarks>
/// <para>The score is 100 times the points of the parts against the most that they could be, so a part that is not known neither helps nor hurts. No part ever
/// falls when more customers are hurt, a larger share is, it is worse for them, their scores fall deeper for sure, or they are worth more.</para>
/// <para>That a ticket crosses silos gives no points. A customer does not feel how many departments stand behind a trouble, only how bad it is, and points for
/// the organisation chart would put a lesser pain before a greater one. That it crosses silos is why nobody fixes it unasked, so it is said beside the priority
/// (<see cref="Ticket.CrossSilo"/>, <see cref="Ticket.Chains"/>), and may decide between two of one score.</para>
/// </remarks>
public static class TicketPriorityRule
{
    /// <summary>The name of the part for how many customers are hurt.</summary>
    public const string Reach = "reach";

    /// <summary>The name of the part for how bad it is for them.</summary>
    public const string Severity = "severity";

    /// <summary>The name of the part for what it does to their scores.</summary>
    public const string Drive = "drive";

    /// <summary>The name of the part for what they are worth.</summary>
    public const string LifetimeValue = "lifetime-value";

    /// <summary>The name of the part for a surge.</summary>
    public const string Surge = "surge";

    /// <summary>Of so many customers the value must be known: one rich customer says nothing of the rest.</summary>
    public const int LeastValued = 5;

    private const double MostReach = 40;
    private const double MostSeverity = 25;
    private const double MostDrive = 35;
    private const double MostLifetimeValue = 15;
    private const double MostSurge = 20;

    private static readonly int Weeks = TicketEvidence.Window.Days / 7;

    // Where reach is full. Half of it goes by the count, half by the share, so that neither a small company's every tenth customer nor a large one's thousand
    // is nothing.
    private const double FullCustomers = 1_000;
    private const double FullShare = 0.1;

    // A quarter of either scale: every second promoter is left undecided; one of the four steps from 1 to 5.
    private const double FullNps = (Nps.HighestScore - Nps.LowestScore) / 4.0;
    private const double FullCsat = (Csat.Highest - Csat.Lowest) / 4.0;

    /// <summary>The priority of a ticket.</summary>
    /// <param name="evidence">Its evidence: <see cref="TicketEvidence.Customers"/>, <see cref="TicketEvidence.Share"/> and
    /// <see cref="TicketEvidence.Severity"/> count.</param>
    /// <param name="drive">What it does to the scores; <c>null</c> when there are not enough scores to tell.</param>
    /// <param name="value">What its customers are worth; <c>null</c> when that is not known or not to count.</param>
    public static TicketPriority Of(TicketEvidence evidence, DriveEffect? drive, LifetimeValueComparison? value) =>
        Of(evidence.Customers, evidence.Share, evidence.Severity, drive, value, evidence.CustomersEstimated);

    /// <summary>The priority of what is known so.</summary>
    /// <param name="customers">Distinct customers who are hurt, from 0.</param>
    /// <param name="share">Their share of all customers heard, 0…1.</param>
    /// <param name="severity">Their mean sentiment, −1…0.</param>
    /// <param name="drive">What it does to the scores; <c>null</c> when there are not enough scores to tell.</param>
    /// <param name="value">What its customers are worth; <c>null</c> when that is not known or not to count.</param>
    /// <param name="estimated">Whether the number of customers is an estimate.</param>
    public static TicketPriority Of(
        long customers, double share, double severity, DriveEffect? drive, LifetimeValueComparison? value, bool estimated = false)
    {
        List<PriorityPart> parts = [OfReach(customers, share, estimated), OfSeverity(severity), OfDrive(drive)];
        if (value is { Customers: >= LeastValued, Known: > 0 })
            parts.Add(OfLifetimeValue(value));
        return Sum(parts);
    }

    /// <summary>The priority of a ticket of which the customers were counted again and nothing else is known anew.</summary>
    /// <param name="before">Its priority.</param>
    /// <param name="evidence">Its evidence: <see cref="TicketEvidence.Customers"/> and <see cref="TicketEvidence.Share"/> count.</param>
    public static TicketPriority Recounted(TicketPriority before, TicketEvidence evidence) =>
        Sum([.. before.Parts.Select(part => part.Name == Reach ? OfReach(evidence.Customers, evidence.Share, evidence.CustomersEstimated) : part)]);

    /// <summary>A priority with a surge counted, or without the one that was counted before.</summary>
    /// <remarks>
    /// A surge adds as much to the points as to the most that they could be, so it never lowers the score, and the larger it is the more it lifts it: by three
    /// times what was expected, a ticket gets two thirds of what a surge can give.
    /// </remarks>
    /// <param name="before">The priority.</param>
    /// <param name="surge">The surge; <c>null</c> for none.</param>
    public static TicketPriority WithSurge(this TicketPriority before, TicketSurge? surge)
    {
        List<PriorityPart> others = [.. before.Parts.Where(part => part.Name != Surge)];
        if (surge is not null && TicketSurges.TimesExpected(surge.Cause) is > 1 and var times)
            return Sum([.. others, OfSurge(surge, Round(MostSurge * (1 - (1 / times))))]);
        return others.Count == before.Parts.Count ? before : Sum(others);
    }

    private static PriorityPart OfSurge(TicketSurge surge, double points) =>
        new(Surge, points, points, Say($"surged on {TicketTime.DayOf(surge.At)}: {TicketSurges.Figures(surge.Cause)}"));

    private static TicketPriority Sum(IReadOnlyList<PriorityPart> parts) =>
        new(Round(100 * parts.Sum(part => part.Points) / parts.Sum(part => part.Most)), parts);

    private static PriorityPart OfReach(long customers, double share, bool estimated)
    {
        var byCount = Math.Min(1, Math.Log(1 + Math.Max(0, customers)) / Math.Log(1 + FullCustomers));
        var byShare = Math.Min(1, Math.Sqrt(Math.Max(0, share) / FullShare));
        return new(Reach, Round(MostReach * (byCount + byShare) / 2), MostReach,
            (estimated ? "≈ " : "")
                + Say($"{customers} {(customers == 1 ? "customer" : "customers")}, {100 * share:0.0}% of all customers heard in {Weeks} weeks"));
    }

    private static PriorityPart OfSeverity(double severity) =>
        new(Severity, Round(MostSeverity * Math.Clamp(-severity, 0, 1)), MostSeverity,
            Say($"mean sentiment of customers who complain about it: {Signed(severity, "0.00")} (the worst is −1)"));

    private static PriorityPart OfDrive(DriveEffect? drive)
    {
        if (drive is null)
            return new(Drive, 0, 0, "not enough scores to tell");
        var (full, score) = drive.Score == DriveEffect.Nps ? (FullNps, "NPS points") : (FullCsat, "CSAT points");
        // Of the interval, the end nearer to no effect: what is sure.
        var sure = Math.Max(0, -drive.High);
        return new(Drive, Round(MostDrive * Math.Min(1, sure / full)), MostDrive, sure > 0
            ? Say(
                $"customers who complain about “{drive.About}” score {-drive.Effect:0.##} {score} lower, at least {sure:0.##} {Interval(drive)}")
            : Say($"the scores do not show that “{drive.About}” lowers them: {Signed(drive.Effect, "0.##")} {score} {Interval(drive)}"));
    }

    private static PriorityPart OfLifetimeValue(LifetimeValueComparison value)
    {
        // r / (1 + r): half the points for customers like all others, three quarters for those worth three times as much.
        var ratio = Math.Max(0, (double)value.Hurt / (double)value.Known);
        return new(LifetimeValue, Round(MostLifetimeValue * ratio / (1 + ratio)), MostLifetimeValue,
            Say($"the {value.Customers} affected customers with a known lifetime value are worth {value.Hurt:0.##} on average, {Times(ratio, value)}"));
    }

    private static string Interval(DriveEffect drive) => Say($"(95% interval {Signed(drive.Low, "0.##")} to {Signed(drive.High, "0.##")})");

    private static string Times(double ratio, LifetimeValueComparison value) => Say($"{ratio:0.0#} times the overall average of {value.Known:0.##}");

    // The parts are rounded before they are added up, so that whoever adds up what they see gets the score.
    private static double Round(double points) => Math.Round(points, 1, MidpointRounding.AwayFromZero);

    private static string Signed(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}

namespace Feedback.Core.Detection;

/// <summary>When a theme deserves a ticket: enough customers, more than it used to be, and not one silo's own affair.</summary>
/// <param name="Window">The running window that is looked at.</param>
/// <param name="Baseline">The stretch before it that it is compared with.</param>
/// <param name="LeastCustomers">Distinct customers who spoke ill of it in the window.</param>
/// <param name="LeastRise">How many times its rate over the baseline it must reach, when there is a baseline.</param>
/// <param name="LeastSilos">By how many silos it must be heard, unless it is mostly heard away from the silo that owns it.</param>
public sealed record TicketRule(TimeSpan Window, TimeSpan Baseline, int LeastCustomers, double LeastRise, int LeastSilos)
{
    /// <summary>7 days against the 4 weeks before, 5 customers, twice the rate, 2 silos.</summary>
    public static readonly TicketRule Default = new(TimeSpan.FromDays(7), TimeSpan.FromDays(28), 5, 2, 2);

    /// <summary>The negative signals that the baseline leads one to expect in the window; <c>null</c> when nothing at all was heard in the baseline.</summary>
    public double? Expected(long baselineNegative, long baselineVolume) =>
        baselineVolume == 0 ? null : baselineNegative * (Window / Baseline);

    /// <summary>Whether the theme rose enough.</summary>
    public bool Rose(long negative, double? expected) => expected is null || negative >= LeastRise * expected;

    /// <summary>Whether it is more than one silo's own affair.</summary>
    /// <param name="heardBy">Negative signals by the silo that heard them.</param>
    /// <param name="ownedBy">The silo that can mend it.</param>
    public bool CrossesSilos(IReadOnlyDictionary<string, long> heardBy, string ownedBy) =>
        heardBy.Count(pair => pair.Value > 0) >= LeastSilos || 2 * heardBy.GetValueOrDefault(ownedBy) < heardBy.Values.Sum();
}

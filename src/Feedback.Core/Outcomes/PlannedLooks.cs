using Feedback.Core.Signals;
using MathNet.Numerics.Distributions;

namespace Feedback.Core.Outcomes;

/// <summary>
/// When a shipped change is looked at, and how far from "no effect" an estimate must then lie. Looking often and stopping at the first success finds success in
/// noise: with 12 looks at a plain 95% interval, about one in five tickets without any effect. So the looks are planned and their intervals are wider:
/// repeated confidence intervals (Jennison and Turnbull, "Interim analyses: the repeated confidence interval approach", JRSS B 51, 1989), of which all 12
/// together cover the truth with 90%: a change that does nothing then looks like a success in at most 5% of the cases, and in as many like a harm.
/// </summary>
public static class PlannedLooks
{
    /// <summary>How many there are at most: one a week.</summary>
    public const int Most = 12;

    /// <summary>
    /// Pocock's constant for 12 looks, two-sided 10%: Jennison and Turnbull, "Group Sequential Methods", 2000, table 2.1. It is for looks at equal steps of
    /// information; here the steps grow smaller, as the days before stay what they are, and the looks are more alike: the constant then errs on the safe side.
    /// </summary>
    public const double Pocock = 2.304;

    /// <summary>Which look it is: the number of whole weeks since the day after shipping, 0…<see cref="Most"/>. It stays the same for a week.</summary>
    public static int At(DateTimeOffset shippedAt, DateTimeOffset now, CompanyCalendar? calendar = null)
    {
        var days = (calendar ?? CompanyCalendar.Utc).DateOf(now).DayNumber - FirstDay(shippedAt, calendar).DayNumber;
        return Math.Clamp(days / 7, 0, Most);
    }

    /// <summary>The first day that is wholly after shipping. The day of shipping is neither before nor after.</summary>
    public static DateOnly FirstDay(DateTimeOffset shippedAt, CompanyCalendar? calendar = null) =>
        (calendar ?? CompanyCalendar.Utc).DateOf(shippedAt).AddDays(1);

    /// <summary><see cref="Pocock"/> for a standard error that is itself an estimate: the quantile of Student's t with the same tail.</summary>
    /// <param name="degreesOfFreedom">From 1.</param>
    internal static double Critical(double degreesOfFreedom) =>
        degreesOfFreedom > 1_000 ? Pocock : -StudentT.InvCDF(0, 1, degreesOfFreedom, Normal.CDF(0, 1, -Pocock));
}

using System.Globalization;
using Feedback.Core.Tickets;

namespace Feedback.Core.Outcomes;

/// <summary>Says an outcome so that nobody needs statistics to read it, with the counts that it rests on.</summary>
internal static class OutcomeWords
{
    /// <summary>E.g. "41% fewer customers complain about it than would have without the change (90% interval: 22% to 55% fewer); 168 customers in 4 weeks
    /// since the change, 480 in 8 weeks before it."</summary>
    public static string Of(TicketOutcome outcome, ComparedDays days, OutcomeSettings settings)
    {
        var since = string.Create(CultureInfo.InvariantCulture,
            $"{Customers(outcome.After.Customers)} in {Time(days.After.Count)} since the change, "
                + $"{outcome.Before.Customers:N0} in {Time(days.Before.Count)} before it");
        if (outcome.Effect is not { } effect || outcome.Low is not { } low || outcome.High is not { } high)
            return $"Nobody complained about it in {Time(days.Before.Count)} before the change, so its effect cannot be measured: {since}.";

        var change = $"{Change(effect)} would have without the change (90% interval: {Interval(low, high)}); {since}";
        return outcome.Verdict switch
        {
            OutcomeVerdict.Verified => $"{char.ToUpperInvariant(change[0])}{change[1..]}.",
            OutcomeVerdict.Ineffective when low > settings.WorthwhileEffect =>
                $"It did not help enough: {change}; a reduction of {Percent(1 - settings.WorthwhileEffect)} or more is ruled out.",
            OutcomeVerdict.Ineffective =>
                $"No improvement was found: {change}; a reduction of {Percent(1 - settings.PlainEffect)} would have shown by now.",
            _ when outcome.WeeksMore is { } weeks =>
                string.Create(CultureInfo.InvariantCulture, $"Too early to tell: {change}; about {Time((int)weeks * 7)} more needed."),
            _ => $"Too few complaints, or too small a change, to measure within {Time(PlannedLooks.Most * 7)}: {change}.",
        };
    }

    /// <summary>How it was computed, in one sentence.</summary>
    /// <param name="topics">With how many topics it was compared; 0 for the journey's volume.</param>
    /// <param name="overdispersion">φ of the mended topics.</param>
    /// <param name="expected">What it was compared with.</param>
    /// <param name="days">The days.</param>
    public static string Method(int topics, double overdispersion, ExpectedChange expected, ComparedDays days)
    {
        var compared = topics > 0
            ? string.Create(CultureInfo.InvariantCulture,
                $"{topics} other topics, which vary by {100 * Math.Sqrt(expected.OwnVariance):0.#}% on their own (random effects)")
            : string.Create(CultureInfo.InvariantCulture,
                $"the number of customers heard on the journey, as there are too few other topics, assuming that topics vary by "
                    + $"{100 * Math.Sqrt(expected.OwnVariance):0.#}% on their own");
        var surplus = days.Selected.Count > 0
            ? string.Create(CultureInfo.InvariantCulture,
                $", the {Count(days.Selected.Count, "day")} that led to the ticket taken with and without the excess that chance could explain")
            : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"Difference in differences: the change in the rate of customers who complain about it, each counted once a day, compared with {compared}{surplus}"
                + $"; overdispersion {overdispersion:0.00}, repeated confidence interval at look {days.Look} of {PlannedLooks.Most} (Pocock).");
    }

    private static string Change(double ratio) => Math.Round(100 * (ratio - 1)) switch
    {
        0 => "as many customers complain about it as",
        < 0 => $"{Percent(1 - ratio)} fewer customers complain about it than",
        _ => $"{Percent(ratio - 1)} more customers complain about it than",
    };

    private static string Interval(double low, double high) => (low, high) switch
    {
        ( < 1, <= 1) => $"{Percent(1 - high)} to {Percent(1 - low)} fewer",
        ( >= 1, _) => $"{Percent(low - 1)} to {Percent(high - 1)} more",
        _ => $"{Percent(1 - low)} fewer to {Percent(high - 1)} more",
    };

    // Below one, a decimal: an interval that excludes nothing must not read as if it began at nothing.
    private static string Percent(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{(share < 0.01 ? Math.Round(100 * share, 1) : Math.Round(100 * share)):0.#}%");

    private static string Customers(long count) => Count(count, "customer");

    private static string Time(int days) => days % 7 == 0 && days > 0 ? Count(days / 7, "week") : Count(days, "day");

    private static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}

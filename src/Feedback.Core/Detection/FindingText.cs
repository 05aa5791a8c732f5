using System.Globalization;

namespace Feedback.Core.Detection;

/// <summary>Says why a ticket was raised, with the figures that it rests on.</summary>
public static class FindingText
{
    private const double TooSmallToSay = 1e-9;

    /// <summary>E.g. "34 customers in 4 days, 11.4 expected; as many or more occur by chance about once in 12,000 checks".</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="expectedFrom">What follows the word <c>expected</c>; nothing when that is the past.</param>
    public static string Of(Finding finding, string expectedFrom = "")
    {
        if (finding is not { Expected: not null, Probability: { } probability })
            return $"{Figures(finding)}; ongoing";
        var chance = probability < TooSmallToSay ? "less than once in a billion checks"
            : string.Create(CultureInfo.InvariantCulture, $"about once in {1 / probability:#,0} checks");
        return $"{Figures(finding, expectedFrom)}; as many or more occur by chance {chance}";
    }

    /// <summary>The size of it alone: "34 customers in 4 days, 11.4 expected".</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="expectedFrom">What follows the word <c>expected</c>; nothing when that is the past.</param>
    public static string Figures(Finding finding, string expectedFrom = "")
    {
        var days = Math.Max(1, (int)Math.Ceiling((finding.To - finding.From).TotalDays));
        var window = days == 1 ? "one day" : string.Create(CultureInfo.InvariantCulture, $"{days} days");
        return finding is { Expected: { } expected, Probability: not null }
            ? string.Create(CultureInfo.InvariantCulture, $"{finding.Customers:#,0} customers in {window}, {expected:0.#} expected{expectedFrom}")
            : string.Create(CultureInfo.InvariantCulture,
                $"{finding.Customers:#,0} customers in {window}, {100 * finding.Share:0.#}% of all customers heard");
    }
}

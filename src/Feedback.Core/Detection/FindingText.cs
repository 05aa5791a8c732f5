using System.Globalization;

namespace Feedback.Core.Detection;

/// <summary>Says why a ticket was raised, with the figures that it rests on.</summary>
public static class FindingText
{
    private const double TooSmallToSay = 1e-9;

    /// <summary>E.g. "34 customers in 4 days where the past leads one to expect 11.4; by chance, as many or more come about once in 12,000 looks".</summary>
    public static string Of(Finding finding)
    {
        var days = Math.Max(1, (int)Math.Ceiling((finding.To - finding.From).TotalDays));
        var window = days == 1 ? "one day" : string.Create(CultureInfo.InvariantCulture, $"{days} days");
        if (finding is not { Expected: { } expected, Probability: { } probability })
            return string.Create(CultureInfo.InvariantCulture,
                $"{finding.Customers:#,0} customers in {window}, {100 * finding.Share:0.#} % of all who were heard; it did not rise, it stays");
        var chance = probability < TooSmallToSay ? "less than once in a thousand million looks"
            : string.Create(CultureInfo.InvariantCulture, $"about once in {1 / probability:#,0} looks");
        return string.Create(CultureInfo.InvariantCulture,
            $"{finding.Customers:#,0} customers in {window} where the past leads one to expect {expected:0.#}; by chance, as many or more come {chance}");
    }
}

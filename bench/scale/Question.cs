using System.Globalization;

namespace Feedback.Bench.Scale;

/// <summary>Something asked again and again.</summary>
/// <param name="Name">What is printed.</param>
/// <param name="Path">The address, the n-th time.</param>
internal sealed record Question(string Name, Func<int, string> Path)
{
    private const string Journey = "/v1/journeys/retail";
    // Half a year of periods of 90 days with the 90 days before them, each an hour later than the one before: no two of them are alike.
    private const int Hours = 180 * 24;
    private const int Days = 180;

    public static IReadOnlyList<Question> All(DateTimeOffset now)
    {
        var end = new DateTimeOffset(now.Date, TimeSpan.Zero).AddDays(1);
        return
        [
            new("map, 90 days, the same again", _ => $"{Journey}/map?{Period(end, 90, 0)}"),
            new("map, 90 days, another each time", n => $"{Journey}/map?{Period(end, 90, n % Hours)}"),
            new("map, a year, another each time", n => $"{Journey}/map?{Period(end, 365, n % Hours)}"),
            new("series by day, 90 days, another each time", n => $"{Journey}/series?interval=day&{Period(end, 90, n % Hours)}"),
            new("why a stage changed, 28 days", _ => $"{Journey}/changes?stage=pay&{Period(end, 28, 0)}"),
            new("why a stage changed, 90 days, another each time", n => $"{Journey}/changes?stage=pay&{Period(end, 90, n % Hours)}"),
            new("overview page, 28 days", _ => "/"),
            new("overview page, 90 days", _ => "/?days=90"),
            new("overview page, 90 days, another each time", n => $"/?{DaysOf(end, n)}"),
            new("stage page, 28 days", _ => "/stages/pay"),
            new("stage page, 90 days", _ => "/stages/pay?days=90"),
            new("stage page, 90 days, another each time", n => $"/stages/pay?{DaysOf(end, n)}"),
            new("theme page, 28 days", _ => "/themes/refund"),
            new("theme page, 90 days", _ => "/themes/refund?days=90"),
            new("theme page, 90 days, another each time", n => $"/themes/refund?{DaysOf(end, n)}"),
            new("drivers, a year, another each time", n => $"{Journey}/drivers?{Period(end, 365, n % Hours)}"),
            new("feedback, the newest 50", _ => "/v1/feedback?journey=retail&limit=50"),
            new("feedback of a theme, negative, 90 days", n => $"/v1/feedback?journey=retail&theme=refund&sentiment=negative&limit=20&{Period(end, 90, 0)}"),
            new("feedback page", _ => "/feedback"),
            new("tickets page", _ => "/tickets"),
        ];
    }

    private static string Period(DateTimeOffset end, int days, int hoursAgo)
    {
        var to = end.AddHours(-hoursAgo);
        return string.Create(CultureInfo.InvariantCulture, $"from={to.AddDays(-days):yyyy-MM-ddTHH:mm:ssZ}&to={to:yyyy-MM-ddTHH:mm:ssZ}");
    }

    /// <summary>Pages take whole days.</summary>
    private static string DaysOf(DateTimeOffset end, int n)
    {
        var to = end.AddDays(-1 - (n % Days));
        return string.Create(CultureInfo.InvariantCulture, $"from={to.AddDays(-89):yyyy-MM-dd}&to={to:yyyy-MM-dd}");
    }
}

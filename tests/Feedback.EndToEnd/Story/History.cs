using System.Globalization;

namespace Feedback.EndToEnd.Story;

/// <summary>A shop's feedback day by day: most customers are content, other things go wrong now and then, and six a day complain about refunds at three
/// touchpoints, which is about one in eleven.</summary>
internal static class History
{
    public const string Complaint = "The refund took six weeks.";

    private const string Praise = "The dress is lovely.";
    private const int UsualComplaints = 6, Content = 54;

    private static readonly string[] Touchpoints = ["service", "store", "web"];

    private static readonly string[] Ordinary =
    [
        "The parcel came late.", "The queue was far too long.", "The fabric is itchy and awful.", "It is too expensive.", "The website keeps crashing.",
        "The staff was rude.",
    ];

    /// <summary>The rows of whole days up to a time, as a file holds them; on the last days so many times as many complain about refunds.</summary>
    public static IEnumerable<Said> Days(DateTimeOffset now, int days, int times = 1, int last = 0) => Enumerable.Range(0, days)
        .SelectMany(day => Day(now.AddDays(day + 1 - days), day >= days - last ? times : 1));

    /// <summary>One customer's complaints, one each minute up to a time.</summary>
    public static IEnumerable<Said> Loud(DateTimeOffset now, int messages) =>
        Enumerable.Range(0, messages).Select(message => new Said("loud", Complaint, "service", now.AddMinutes(-message)));

    /// <summary>So many customers who complain about refunds, within an hour and a half up to a time.</summary>
    public static IEnumerable<Said> Rise(DateTimeOffset now, int customers) => Enumerable.Range(0, customers)
        .Select(number => new Said($"rise-{number}", Complaint, Touchpoints[number % Touchpoints.Length], now.AddMinutes(-number)));

    private static IEnumerable<Said> Day(DateTimeOffset day, int times)
    {
        var name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        for (var number = 0; number < UsualComplaints * times; number++)
            yield return new($"refund-{name}-{number}", Complaint, Touchpoints[number % Touchpoints.Length], day.AddMinutes(-number));
        for (var number = 0; number < Content; number++)
            yield return new($"content-{name}-{number}", Praise, Touchpoints[number % Touchpoints.Length], day.AddMinutes(-number));
        foreach (var (number, text) in Ordinary.Index())
            yield return new($"other-{name}-{number}", text, Touchpoints[number % Touchpoints.Length], day.AddMinutes(-number));
    }
}

/// <summary>One thing that was said.</summary>
/// <param name="Customer">By whom.</param>
/// <param name="Text">The words.</param>
/// <param name="Touchpoint">Where.</param>
/// <param name="At">When, UTC.</param>
internal sealed record Said(string Customer, string Text, string Touchpoint, DateTimeOffset At)
{
    public const string Header = "customer.id,text,touchpoint,occurredAt";

    public string ToRow() => $"{Customer},{Text},{Touchpoint},{At.UtcDateTime:yyyy-MM-dd HH:mm:ss}";

    public object ToPosted(string source) =>
        new { source, touchpoint = Touchpoint, occurredAt = At, customer = new { id = Customer }, text = Text, language = "en" };
}

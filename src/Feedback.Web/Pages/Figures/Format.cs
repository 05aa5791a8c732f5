using System.Globalization;
using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;

namespace Feedback.Web.Pages;

/// <summary>Figures and times as the pages write them. What is not known is an em dash, never a zero.</summary>
public static class Format
{
    /// <summary>Stands where there is no figure.</summary>
    public const string None = "—";

    /// <summary>A base below which a mean says little, and is marked.</summary>
    public const int SmallBase = 5;

    /// <summary>A count: 1,234.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count that may not be known.</summary>
    public static string Count(long? count) => count is { } known ? Count(known) : None;

    /// <summary>How many customers figures come from: 8,123, or ≈ 12,300 where they are estimated.</summary>
    public static string Customers(MapFigures figures) => Estimate(figures.CustomersEstimated && figures.Customers is not null) + Count(figures.Customers);

    /// <summary>How many customers complain about a ticket's problem: 12 customers, or ≈ 12,300 customers.</summary>
    public static string Customers(TicketEvidence evidence) => Estimate(evidence.CustomersEstimated) + Count(evidence.Customers, "customer");

    /// <summary>Stands before a count that is an estimate.</summary>
    public static string Estimate(bool estimated) => estimated ? "≈ " : "";

    /// <summary>A count and its noun: 1 customer, 2 customers.</summary>
    public static string Count(long count, string one, string? many = null) => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>A mean sentiment or a difference of two: +0.25, −0.50.</summary>
    public static string Sentiment(double? score) => Signed(score, 2);

    /// <summary>A sentiment, or what something contributes to it, to the thousandth: +0.025, −0.120.</summary>
    public static string Thousandths(decimal? score) => Signed((double?)score, 3);

    /// <summary>How many more or fewer: +12, −3.</summary>
    public static string More(long count) => Signed(count, 0);

    /// <summary>A net promoter score: +12, −40.</summary>
    public static string Nps(double score) => Signed(score, 0);

    /// <summary>A mean answer: 4.2.</summary>
    public static string Mean(double score) => score.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A relative change: +50 %.</summary>
    public static string Change(double relative) => Signed(relative * 100, 0) + "%";

    /// <summary>A share: 12 %.</summary>
    public static string Share(long part, long whole) => whole == 0 ? None : Math.Round(100.0 * part / whole).ToString("0", CultureInfo.InvariantCulture)
        + "%";

    /// <summary>Names in a row: Stores, Logistics and Billing.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    /// <summary>How much of something is done: 43%. It is not all before it is.</summary>
    public static string Percent(double share) => Math.Clamp(Math.Floor(100 * share), 0, 99).ToString("0", CultureInfo.InvariantCulture) + "%";

    /// <summary>The company's days and hours, in which pages write times. One program is one company's, so it is set once, at the start.</summary>
    public static CompanyCalendar Calendar { get; internal set; } = CompanyCalendar.Utc;

    /// <summary>The time zone of the days and times on pages.</summary>
    public static string ZoneName => Calendar.ZoneName ?? "UTC";

    /// <summary>A day: 21 Nov 2026.</summary>
    public static string Day(DateTimeOffset time) => Calendar.Local(time).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A time: 21 Nov 2026, 17:03 in the company's time zone.</summary>
    public static string Time(DateTimeOffset time) => Calendar.Local(time).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A time for machines.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A day for machines.</summary>
    public static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A period by its first and last day; it ends before <paramref name="to"/>.</summary>
    public static string Period(DateTimeOffset from, DateTimeOffset to) => $"{Day(from)} – {Day(to.AddTicks(-1))}";

    /// <summary>A length within a drawing.</summary>
    public static string Length(double length) => Math.Round(length, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>The class of a sentiment's colour, from <c>n3</c> (bad) by <c>z0</c> to <c>p3</c> (good).</summary>
    public static string Tint(double? score) => score switch
    {
        null => "z0",
        <= -0.5 => "n3",
        <= -0.25 => "n2",
        <= -0.05 => "n1",
        < 0.05 => "z0",
        < 0.25 => "p1",
        < 0.5 => "p2",
        _ => "p3",
    };

    private static string Signed(double? value, int decimals)
    {
        if (value is not { } number)
            return None;
        var rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        var digits = Math.Abs(rounded).ToString(decimals == 0 ? "#,0" : "0." + new string('0', decimals), CultureInfo.InvariantCulture);
        return rounded switch { > 0 => "+" + digits, < 0 => "−" + digits, _ => digits };
    }
}

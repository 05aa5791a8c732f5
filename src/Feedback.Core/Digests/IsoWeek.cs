using System.Globalization;
using System.Text.RegularExpressions;
using Feedback.Core.Signals;

namespace Feedback.Core.Digests;

/// <summary>A week of ISO 8601, from Monday 00:00 to the next by the company's clock. Its text is <c>yyyy-Www</c>, such as <c>2026-W47</c>, and sorts by
/// time.</summary>
public readonly partial record struct IsoWeek
{
    private const int FirstYear = 1971;
    private const int LastYear = 8999;

    private IsoWeek(int year, int number) => (Year, Number) = (year, number);

    /// <summary>The year to which ISO 8601 counts it: that of its Thursday.</summary>
    public int Year { get; }

    /// <summary>Its number in the year, 1…53.</summary>
    public int Number { get; }

    /// <summary>Its Monday.</summary>
    public DateOnly FirstDay => DateOnly.FromDateTime(ISOWeek.ToDateTime(Year, Number, DayOfWeek.Monday));

    /// <summary>Its Sunday.</summary>
    public DateOnly LastDay => FirstDay.AddDays(6);

    /// <summary>The week after it.</summary>
    public IsoWeek Next => Of(FirstDay.AddDays(7));

    /// <summary>The week before it.</summary>
    public IsoWeek Previous => Of(FirstDay.AddDays(-7));

    /// <summary>When it begins, UTC.</summary>
    public DateTimeOffset StartIn(CompanyCalendar calendar) => new(calendar.StartOf(FirstDay));

    /// <summary>When it ends, UTC, exclusive.</summary>
    public DateTimeOffset EndIn(CompanyCalendar calendar) => new(calendar.StartOf(FirstDay.AddDays(7)));

    /// <summary>Whether it is over.</summary>
    public bool IsOver(DateTimeOffset now, CompanyCalendar calendar) => EndIn(calendar) <= now;

    /// <summary>The week of a time.</summary>
    public static IsoWeek Of(DateTimeOffset time, CompanyCalendar calendar) => Of(calendar.DateOf(time));

    /// <summary>The week of a day.</summary>
    public static IsoWeek Of(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return new(ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date));
    }

    /// <summary>Reads a week as it is written; <c>null</c> when there is none of that name.</summary>
    public static IsoWeek? TryParse(string text)
    {
        if (!Form().IsMatch(text))
            return null;
        var (year, number) = (int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(6, 2), CultureInfo.InvariantCulture));
        return year is >= FirstYear and <= LastYear && number >= 1 && number <= ISOWeek.GetWeeksInYear(year) ? new(year, number) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}");

    [GeneratedRegex(@"^[0-9]{4}-W[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

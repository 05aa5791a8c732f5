using System.Globalization;
using System.Text.RegularExpressions;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Import;

/// <summary>Reads times as databases, data frames, spreadsheets and survey tools write them. An order of day and month is never guessed.</summary>
/// <param name="culture">How dates are written, when the command says it.</param>
/// <param name="zone">The time zone of times without an offset.</param>
/// <param name="now">When it is.</param>
internal sealed partial class ImportTimes(ImportCulture? culture, TimeZoneInfo zone, DateTimeOffset now)
{
    private static readonly string[] WithMonthName =
    [
        .. from date in new[] { "d MMM yyyy", "d-MMM-yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy" }
           from hours in new[] { "", " H:mm", " H:mm:ss", " h:mm tt", " h:mm:ss tt" }
           select date + hours,
        "r",
    ];

    // ISO 8601 without its marks.
    private static readonly string[] Basic = ["yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd'T'HHmmss.FFFFFFF'Z'", "yyyyMMdd'T'HHmmsszzz", "yyyyMMdd'T'HHmmss.FFFFFFFzzz"];

    /// <param name="value">The time as it is written.</param>
    /// <param name="fault">What the command cannot read and how it can be told; what is no time at all is passed on for the API to refuse.</param>
    /// <returns>The time as the contract writes it.</returns>
    public string Read(string value, out string? fault)
    {
        fault = null;
        value = value.Trim();
        if (Numbers().Match(value) is { Success: true } match)
        {
            if (Order(match) is not { } order)
                fault = "is a date whose order of day and month the file does not tell: add --culture, such as --culture en-GB for 26/11/2026, de-DE for "
                    + "26.11.2026 or en-US for 11/26/2026";
            else if (DateOf(match, order) is not { } date)
                fault = culture is null ? "is not a date of the calendar" : $"is not a date as --culture {culture.Name} has it";
            else
                return Rfc3339.Format(match.Groups["hour"].Success ? TimeOf(match, date) : Noon(date));
            return value;
        }

        return Epoch(value) is { } since ? Rfc3339.Format(since)
            : DateTimeOffset.TryParseExact(value, Basic, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var basic) ? Rfc3339.Format(basic)
            : DateTime.TryParseExact(value, WithMonthName, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var named)
                ? Rfc3339.Format(value.Contains(':', StringComparison.Ordinal)
                    ? value.EndsWith("GMT", StringComparison.Ordinal) ? new(named, TimeSpan.Zero) : InZone(named) : Noon(DateOnly.FromDateTime(named)))
            : value;
    }

    private DateOrder? Order(Match match) =>
        match.Groups["first"].Length == 4 ? DateOrder.YearMonthDay : culture?.Order;

    private static DateOnly? DateOf(Match match, DateOrder order)
    {
        var (first, second, third) = (Number(match, "first"), Number(match, "second"), Number(match, "third"));
        var (year, month, day) = order switch
        {
            DateOrder.YearMonthDay => (first, second, third),
            DateOrder.MonthDayYear => (third, first, second),
            _ => (third, second, first),
        };
        // Spreadsheets shorten a year to two digits; nothing older than five years is taken anyway.
        if (year < 100)
            year += 2000;
        return year is > 1000 and < 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;
    }

    private DateTimeOffset TimeOf(Match match, DateOnly date)
    {
        var (hour, minute, second) = (Number(match, "hour"), Number(match, "minute"), match.Groups["second2"].Success ? Number(match, "second2") : 0);
        if (match.Groups["half"] is { Success: true, Value: [var half, ..] })
            hour = (hour % 12) + (half is 'p' or 'P' ? 12 : 0);
        var fraction = match.Groups["fraction"].Value.PadRight(7, '0')[..7];
        var local = date.ToDateTime(new(Math.Min(hour, 23), minute, second)).AddTicks(long.Parse(fraction, CultureInfo.InvariantCulture));
        if (!match.Groups["zone"].Success)
            return InZone(local);
        if (!match.Groups["sign"].Success)
            return new(local, TimeSpan.Zero);
        var offset = new TimeSpan(Number(match, "hours"), match.Groups["minutes"].Success ? Number(match, "minutes") : 0, 0);
        return new DateTimeOffset(local, TimeSpan.Zero) - (match.Groups["sign"].Value == "-" ? -offset : offset);
    }

    private DateTimeOffset Noon(DateOnly date)
    {
        var noon = new DateTimeOffset(date, new(12, 0), TimeSpan.Zero);
        // Today's noon may lie ahead, where nothing can have been said yet.
        return noon > now && date == DateOnly.FromDateTime(now.UtcDateTime) ? now : noon;
    }

    private DateTimeOffset InZone(DateTime local) =>
        // An hour that the clocks skip in spring is read as the one behind it.
        new(local, zone.GetUtcOffset(zone.IsInvalidTime(local) ? local.AddHours(1) : local));

    /// <summary>Seconds since 1970, with a fraction too, and their thousandths, millionths and billionths, as data frames write them.</summary>
    private static DateTimeOffset? Epoch(string value) =>
        Fractional().IsMatch(value) ? DateTimeOffset.UnixEpoch.AddTicks((long)(decimal.Parse(value, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond))
        : value.Length is 10 or 13 or 16 or 19 && value.All(char.IsAsciiDigit) && long.TryParse(value, CultureInfo.InvariantCulture, out var number)
            ? DateTimeOffset.UnixEpoch.AddTicks(value.Length switch
            {
                10 => number * TimeSpan.TicksPerSecond,
                13 => number * TimeSpan.TicksPerMillisecond,
                16 => number * TimeSpan.TicksPerMicrosecond,
                _ => number / 100,
            })
            : null;

    [GeneratedRegex(@"\A[0-9]{10}\.[0-9]{1,9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Fractional();

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A(?<first>[0-9]{1,4})(?<between>[-/.])\s?(?<second>[0-9]{1,2})\k<between>\s?(?<third>[0-9]{4}|[0-9]{1,2})\.?"
            + @"(?:(?:[Tt]|,?\s+)(?<hour>[01]?[0-9]|2[0-3]):(?<minute>[0-5][0-9])(?::(?<second2>[0-5][0-9])(?:[.,](?<fraction>[0-9]{1,20}))?)?"
            + @"(?:\s*(?<half>[AaPp])\.?[Mm]\.?)?"
            + @"(?:\s*(?<zone>[Zz]|(?:UTC|GMT)?(?<sign>[+-])(?<hours>0?[0-9]|1[0-4])(?::?(?<minutes>[0-5][0-9]))?|UTC|GMT))?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Feedback.Core.Requests;

/// <summary>Times as RFC 3339 writes them. Stricter than the framework's parsers: an offset is required, a date alone is no time.</summary>
public static partial class Rfc3339
{
    /// <summary>Reads a time and brings it to UTC.</summary>
    public static bool TryParse(string value, out DateTimeOffset time)
    {
        // How most senders write it, which needs no closer look.
        if (DateTimeOffset.TryParseExact(value, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
            return true;
        // The framework knows the calendar, but would also take 2026/11/20 and blanks between the parts.
        return Form().IsMatch(value)
            && DateTimeOffset.TryParse(value.ToUpperInvariant(), CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <summary>Writes a time in UTC, without a fraction where there is none.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,20})?"
            + @"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

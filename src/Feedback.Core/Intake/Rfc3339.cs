using System.Globalization;

namespace Feedback.Core.Intake;

/// <summary>Times as RFC 3339 writes them. Stricter than the framework's parsers: an offset is required, a date alone is no time.</summary>
public static class Rfc3339
{
    /// <summary>Reads a time and brings it to UTC.</summary>
    public static bool TryParse(string value, out DateTimeOffset time)
    {
        time = default;
        // 2026-11-20T17:03:11Z is the shortest form; 2026-11-20T17:03:11.1234567+01:00 the longest that keeps its precision.
        return value.Length is >= 20 and <= 40
            && value[10] is 'T' or 't'
            && (value[^1] is 'Z' or 'z' || (value[^6] is '+' or '-' && value[^3] == ':'))
            && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <summary>Writes a time in UTC, without a fraction where there is none.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Feedback.Core.Intake;

/// <summary>Times as RFC 3339 writes them. Stricter than the framework's parsers: an offset is required, a date alone is no time.</summary>
public static class Rfc3339
{
    /// <summary>Reads a time and brings it to UTC.</summary>
    public static bool TryParse(string value, out DateTimeOffset time)
    {
        time = default;
        return HasForm(value)
            && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <summary>Writes a time in UTC, without a fraction where there is none.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    // The framework reads much that is no RFC 3339: slashes, a decimal comma, blanks, times without seconds.
    private static bool HasForm(ReadOnlySpan<char> value)
    {
        // 2026-11-20T17:03:11Z is the shortest form; 40 characters leave room for a fraction finer than the 7 digits that are kept.
        if (value.Length is < 20 or > 40 || !Matches(value[..19], "0000-00-00T00:00:00"))
            return false;
        var rest = value[19..];
        if (rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0)
                return false;
            rest = rest[(1 + digits)..];
        }

        return rest is "Z" or "z" || Matches(rest, "+00:00") || Matches(rest, "-00:00");
    }

    private static bool Matches(ReadOnlySpan<char> value, ReadOnlySpan<char> form)
    {
        if (value.Length != form.Length)
            return false;
        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] == '0' ? !char.IsAsciiDigit(value[i]) : value[i] != form[i] && !(form[i] == 'T' && value[i] == 't'))
                return false;
        }

        return true;
    }
}

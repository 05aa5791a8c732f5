using System.Globalization;
using Azure;

namespace Feedback.Azure.Pipeline;

/// <summary>How long a response asks to wait.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(Response response, TimeProvider time)
    {
        if ((Number(response, "retry-after-ms") ?? Number(response, "x-ms-retry-after-ms")) is { } milliseconds)
            return TimeSpan.FromMilliseconds(milliseconds);
        if (Number(response, "Retry-After") is { } seconds)
            return TimeSpan.FromSeconds(seconds);
        if (!response.Headers.TryGetValue("Retry-After", out var date)
            || !DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until))
            return null;
        var wait = until - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static int? Number(Response response, string header) =>
        response.Headers.TryGetValue(header, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}

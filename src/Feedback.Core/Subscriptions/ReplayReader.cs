using System.Text.Json;
using Feedback.Core.Requests;

namespace Feedback.Core.Subscriptions;

/// <summary>Reads which events are to be sent again, naming every field that is wrong.</summary>
public static class ReplayReader
{
    /// <summary>Reads a body such as <c>{ "from": "2026-11-20T00:00:00Z" }</c>.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="now">The end of the period, when the body names none.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    /// <returns>The period, UTC, its end exclusive.</returns>
    public static (DateTimeOffset From, DateTimeOffset To)? Read(ReadOnlySpan<byte> json, DateTimeOffset now, out FieldErrors errors)
    {
        errors = new FieldErrors();
        var reader = JsonBody.Open(json);
        try
        {
            reader.Read();
            var period = ReadPeriod(ref reader, now, errors);
            while (reader.Read())
            {
                // Reads on only so that anything behind the object is refused.
            }

            return errors.None ? period : null;
        }
        catch (JsonException exception)
        {
            errors = JsonBody.Malformed(exception);
            return null;
        }
    }

    private static (DateTimeOffset, DateTimeOffset)? ReadPeriod(ref Utf8JsonReader reader, DateTimeOffset now, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(FieldErrors.Body, "must be a JSON object");
            reader.Skip();
            return null;
        }

        DateTimeOffset? from = null, to = null;
        var seen = new SeenFields(errors, prefix: "", what: "replay");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Field.Is(ref reader, "from"u8) && seen.First(0, "from"))
                from = ReadTime(ref reader, "from", errors);
            else if (Field.Is(ref reader, "to"u8) && seen.First(1, "to"))
                to = ReadTime(ref reader, "to", errors);
            else
                seen.Refuse(ref reader);
        }

        if (from is null && !errors.Names("from"))
            errors.Add("from", "is required: an RFC 3339 time");
        else if (from >= (to ?? now) && !errors.Names("to"))
            errors.Add("from", to is null ? "must lie in the past" : "must lie before \"to\"");
        return from is { } start ? (start, to ?? now) : null;
    }

    private static DateTimeOffset? ReadTime(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        if (Field.Line(ref reader, field, 64, errors) is not { } text)
            return null;
        if (Rfc3339.TryParse(text, out var time))
            return time;
        errors.Add(field, "must be an RFC 3339 time with an offset, such as 2026-11-20T17:03:11Z");
        return null;
    }
}

using System.Text.Json;

namespace Feedback.Core.Requests;

/// <summary>What only people's requests have: prose, times, words and lists.</summary>
internal static partial class Field
{
    /// <summary>Reads one element; the reader stands before its value.</summary>
    public delegate T? ReadElement<T>(ref Utf8JsonReader reader, string field)
        where T : class;

    /// <summary>What somebody writes, of any number of lines.</summary>
    public static string? Prose(ref Utf8JsonReader reader, string field, int longest, FieldErrors errors)
    {
        var value = String(ref reader, field, errors);
        if (value is null)
            return null;
        if (!string.IsNullOrWhiteSpace(value) && Characters(value) <= longest && !value.Contains('\0', StringComparison.Ordinal))
            return value;
        errors.Add(field, FormattableString.Invariant($"must have 1 to {longest:#,0} characters that are not all blank, and not the character U+0000"));
        return null;
    }

    /// <summary>A time, brought to UTC.</summary>
    public static DateTimeOffset? Time(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        var value = String(ref reader, field, errors);
        if (value is null)
            return null;
        if (Rfc3339.TryParse(value, out var time))
            return time;
        errors.Add(field, "must be an RFC 3339 time with an offset, such as 2026-11-20T17:03:11Z");
        return null;
    }

    /// <summary>An enum by its word in JSON.</summary>
    public static T? Word<T>(ref Utf8JsonReader reader, string field, FieldErrors errors)
        where T : struct, Enum
    {
        var value = String(ref reader, field, errors);
        if (value is null || JsonWord.Parse<T>(value) is not null)
            return value is null ? null : JsonWord.Parse<T>(value);
        errors.Add(field, $"must be one of {string.Join(", ", JsonWord.All<T>())}");
        return null;
    }

    /// <summary>An array; <c>null</c> when it is not given, or is none.</summary>
    public static List<T>? Array<T>(ref Utf8JsonReader reader, string field, int most, FieldErrors errors, ReadElement<T> readElement)
        where T : class
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            errors.Add(field, "must be an array");
            reader.Skip();
            return null;
        }

        var elements = new List<T>();
        for (var index = 0; ; index++)
        {
            var ahead = reader;
            ahead.Read();
            if (ahead.TokenType == JsonTokenType.EndArray)
            {
                reader = ahead;
                return elements;
            }

            var name = FormattableString.Invariant($"{field}[{index}]");
            if (index >= most)
            {
                if (index == most)
                    errors.Add(field, FormattableString.Invariant($"must hold at most {most} items"));
                reader.Read();
                reader.Skip();
            }
            else if (readElement(ref reader, name) is { } element)
                elements.Add(element);
            else if (!errors.Names(name))
                errors.Add(name, "must not be null");
        }
    }
}

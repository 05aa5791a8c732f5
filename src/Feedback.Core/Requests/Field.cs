using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Feedback.Core.Requests;

/// <summary>Reads one field's value. The reader stands at the field's name; <c>null</c> in the JSON means "not given".</summary>
internal static partial class Field
{
    private const string NotUnicode = "is not valid Unicode text";

    /// <summary>Whether the reader stands at a field of this name. A name whose escapes are no Unicode text is no field's.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? Decode(ref reader) is { } decoded && decoded == Encoding.UTF8.GetString(name) : reader.ValueSpan.SequenceEqual(name);

    public static string? Name(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        var name = String(ref reader, field, errors);
        if (name is null || SourceName.IsValid(name))
            return name;
        errors.Add(field, SourceName.Rule);
        return null;
    }

    public static string? Line(ref Utf8JsonReader reader, string field, int longest, FieldErrors errors)
    {
        var value = String(ref reader, field, errors);
        if (value is null)
            return null;
        if (value.Length == 0 || value.Length > longest || HasControl(value))
        {
            errors.Add(field, $"must have 1 to {longest} characters and no control characters");
            return null;
        }

        return value;
    }

    public static string? Email(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        var value = String(ref reader, field, errors)?.Trim();
        if (value is null)
            return null;
        var at = value.IndexOf('@', StringComparison.Ordinal);
        if (value.Length <= RequestLimits.Email && at > 0 && at == value.LastIndexOf('@') && at < value.Length - 1
            && !HasControl(value) && !value.Contains(' ', StringComparison.Ordinal))
            return value;
        errors.Add(field, "must be an e-mail address");
        return null;
    }

    /// <summary>One of a few words. The known instance is returned, so that what is read shares it.</summary>
    public static string? OneOf(ref Utf8JsonReader reader, string field, IReadOnlyList<string> words, FieldErrors errors)
    {
        var value = String(ref reader, field, errors);
        if (value is null)
            return null;
        if (words.FirstOrDefault(word => word == value) is { } known)
            return known;
        errors.Add(field, $"must be one of {string.Join(", ", words)}");
        return null;
    }

    public static string? Text(ref Utf8JsonReader reader, FieldErrors errors)
    {
        var text = String(ref reader, "text", errors);
        if (text is null)
            return null;
        if (text.Length > RequestLimits.TextCharacters && Characters(text) > RequestLimits.TextCharacters)
        {
            errors.Add("text", $"must have at most {RequestLimits.TextCharacters:#,0} characters");
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add("text", "must not hold the character U+0000");
            return null;
        }

        return text;
    }

    public static string? Language(ref Utf8JsonReader reader, FieldErrors errors)
    {
        var value = String(ref reader, "language", errors);
        if (value is null || LanguageTag(value))
            return value;
        errors.Add("language", "must be a BCP 47 language tag such as en or pt-BR");
        return null;
    }

    public static DateTimeOffset? OccurredAt(ref Utf8JsonReader reader, DateTimeOffset now, FieldErrors errors)
    {
        var value = String(ref reader, "occurredAt", errors);
        if (value is null)
            return null;
        if (!Rfc3339.TryParse(value, out var occurredAt))
            errors.Add("occurredAt", "must be an RFC 3339 time with an offset, such as 2026-11-20T17:03:11Z");
        else if (occurredAt > now + RequestLimits.Future)
            errors.Add("occurredAt", "must not lie more than 5 minutes in the future");
        else if (occurredAt < now.AddYears(-RequestLimits.PastYears))
            errors.Add("occurredAt", "must not lie more than 5 years in the past");
        else
            return occurredAt;
        return null;
    }

    public static int? Whole(ref Utf8JsonReader reader, string field, int lowest, int highest, FieldErrors errors)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) && value >= lowest && value <= highest)
            return value;
        errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {lowest} to {highest}"));
        reader.Skip();
        return null;
    }

    /// <summary>An attribute's value; the reader stands at the value. Numbers and booleans are kept as they are written.</summary>
    public static string? Attribute(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            case JsonTokenType.Number when reader.ValueSpan.Length <= RequestLimits.AttributeValue:
                return Encoding.ASCII.GetString(reader.ValueSpan);
            case JsonTokenType.Number:
                errors.Add(field, $"must have at most {RequestLimits.AttributeValue:#,0} characters");
                return null;
            case JsonTokenType.String:
                var value = Decode(ref reader);
                if (value is { Length: <= RequestLimits.AttributeValue } && !value.Contains('\0', StringComparison.Ordinal))
                    return value;
                errors.Add(field, value is null ? NotUnicode : $"must have at most {RequestLimits.AttributeValue:#,0} characters and not the character U+0000");
                return null;
            default:
                errors.Add(field, "must be a string, a number or a boolean");
                reader.Skip();
                return null;
        }
    }

    public static bool StartsObject(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
            return true;
        if (reader.TokenType != JsonTokenType.Null)
            errors.Add(field, "must be a JSON object");
        reader.Skip();
        return false;
    }

    public static bool HasControl(string value)
    {
        foreach (var c in value)
        {
            if (char.IsControl(c))
                return true;
        }

        return false;
    }

    /// <summary>The string or name at which the reader stands; <c>null</c> when its bytes or escapes are no Unicode text.</summary>
    public static string? Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? String(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.String)
        {
            errors.Add(field, "must be a string");
            reader.Skip();
            return null;
        }

        var value = Decode(ref reader);
        if (value is null)
            errors.Add(field, NotUnicode);
        return value;
    }

    private static int Characters(string text)
    {
        var count = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c))
                count--;
        }

        return count;
    }

    /// <summary>The shape of a BCP 47 tag: a language of 2 or 3 letters, then subtags of 1 to 8 letters or digits.</summary>
    private static bool LanguageTag(string value)
    {
        if (value.Length > 35)
            return false;
        var parts = value.Split('-');
        return parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }
}

using System.Text.Json;

namespace Feedback.Core.Requests;

/// <summary>The kinds of fields, each with how it is read and what its schema is.</summary>
internal static class Fields
{
    private const string NamePattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";
    private const int LongestNumber = 24;
    private const string TimeRule = "must be an RFC 3339 time with an offset, such as 2026-11-20T17:03:11Z";

    /// <summary>The person behind a shared key.</summary>
    public static readonly RequestField<string> OnBehalfOf =
        Line("onBehalfOf", "The person acting, if several share a key.", RequestLimits.Name);

    /// <summary>Any string, as an item of a list.</summary>
    public static readonly RequestValue AnyText = new(RequestValueKind.Text, static (ref reader, at) =>
    {
        reader.Read();
        var text = reader.TokenType == JsonTokenType.String ? RequestText.Decode(ref reader) : null;
        reader.Skip();
        return text;
    });

    /// <summary>Makes an object of what was read of it.</summary>
    public delegate T? Make<T>(in RequestValues given);

    /// <summary>A name as sources, silos and journeys have it.</summary>
    public static RequestField<string> Name(string name, string description) =>
        new(name, Text(description, static text => SourceName.IsValid(text) ? text : null, SourceName.Rule) with { Pattern = NamePattern });

    /// <summary>A line of text.</summary>
    public static RequestField<string> Line(string name, string description, int most) => new(name, Line(description, most));

    /// <summary>A line of text, as an item of a list.</summary>
    public static RequestValue Line(string? description, int most)
    {
        var line = Text(description, Parse, $"must have 1 to {most} characters and no control characters");
        return line with { Least = 1, Most = most };

        object? Parse(string text) => text.Length >= 1 && text.Length <= most && !RequestText.HasControl(text) ? text : null;
    }

    /// <summary>An identifier that people and spreadsheets pass on: the blanks around it, those that nobody sees too, are taken away, and its accents are
    /// written in one way.</summary>
    public static RequestField<string> Identifier(string name, string description, int most)
    {
        var identifier = Text(description, Parse, $"must have 1 to {most} characters and no control characters");
        return new(name, identifier with { Least = 1, Most = most });

        object? Parse(string text) => RequestText.Identifier(text) is { Length: >= 1 } trimmed && trimmed.Length <= most && !RequestText.HasControl(trimmed)
            ? trimmed : null;
    }

    /// <summary>What somebody writes, of any number of lines.</summary>
    public static RequestField<string> Prose(string name, string description, int most)
    {
        var prose = Text(description, Parse, $"must have 1 to {most:#,0} characters, not all of them blank and none of them U+0000");
        return new(name, prose with { Least = 1, Most = most });

        object? Parse(string text) => !string.IsNullOrWhiteSpace(text) && RequestText.Characters(text) <= most && !RequestText.HasNull(text) ? text : null;
    }

    /// <summary>What a customer wrote; it may be empty.</summary>
    public static RequestField<string> Said(string name, string description, int most)
    {
        return new(name, new(RequestValueKind.Text, Read) { Description = description, Most = most });

        object? Read(ref Utf8JsonReader reader, RequestPlace at) => RequestText.Read(ref reader, at) is not { } text ? null
            : text.Length > most && RequestText.Characters(text) > most ? at.Refuse($"must have at most {most:#,0} characters")
            : RequestText.HasNull(text) ? at.Refuse("must not contain the character U+0000")
            : text;
    }

    /// <summary>An email address; blanks around it are taken away.</summary>
    public static RequestField<string> Email(string name, string description) =>
        new(name, Text(description, RequestText.Email, "must be an email address") with { Format = "email", Most = RequestLimits.Email });

    /// <summary>A BCP 47 language tag.</summary>
    public static RequestField<string> Language(string name, string description) =>
        new(name, Text(description, static text => RequestText.IsLanguageTag(text) ? text : null, "must be a BCP 47 language tag such as en or pt-BR"));

    /// <summary>A time, brought to UTC.</summary>
    public static RequestField<DateTimeOffset?> Time(string name, string description) =>
        new(name, Text(description, static text => Rfc3339.TryParse(text, out var time) ? time : null, TimeRule) with { Format = "date-time" });

    /// <summary>One of a few words. The known instance is kept, so that what is read shares it.</summary>
    public static RequestField<string> OneOf(string name, string description, IReadOnlyList<string> words) =>
        new(name, Text(description, text => RequestText.Known(words, text), OneOf(words)) with { Words = words });

    /// <summary>An enum by its word in JSON.</summary>
    public static RequestField<T?> Word<T>(string name, string description)
        where T : struct, Enum =>
        new(name, Text(description, static text => JsonWord.Parse<T>(text), OneOf(JsonWord.All<T>())) with { Words = JsonWord.All<T>() });

    /// <summary>A whole number.</summary>
    public static RequestField<int?> Whole(string name, string description, int least, int most)
    {
        return new(name, new(RequestValueKind.Whole, Read) { Description = description, Least = least, Most = most });

        object? Read(ref Utf8JsonReader reader, RequestPlace at)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
                return null;
            if (reader.TokenType == JsonTokenType.Number && WholeNumber(reader) is { } value && value >= least && value <= most)
                return value;
            reader.Skip();
            return at.Refuse($"must be a whole number from {least} to {most}");
        }
    }

    /// <summary>An object, made of its fields; what is made of none may be none.</summary>
    public static RequestField<T> Object<T>(string name, RequestShape shape, Make<T> make) => new(name, Object(shape, make, name + "."));

    /// <summary>An object, as an item of a list.</summary>
    public static RequestValue Object<T>(RequestShape shape, Make<T> make, string? inside = null)
    {
        return new(RequestValueKind.Shape, Read) { Shape = shape };

        object? Read(ref Utf8JsonReader reader, RequestPlace at)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                shape.ReadFields(ref reader, at.Errors, at.Inside(inside), out var given);
                return make(given);
            }

            if (reader.TokenType != JsonTokenType.Null)
                at.Refuse("must be a JSON object");
            reader.Skip();
            return null;
        }
    }

    /// <summary>A list. Where an item is wrong the list holds <c>null</c>, so that the others keep their places.</summary>
    public static RequestField<List<T>> List<T>(string name, string description, RequestValue item, int most, int? least = null)
        where T : class =>
        List<T>(name, description, item, most, least, "must be an array", $"must have at most {most} items", "must not be null");

    /// <summary>A list of names.</summary>
    public static RequestField<List<string>> Names(string name, string description, RequestValue item, int most) =>
        List<string>(name, description, item, most, 1, "must be an array of strings", $"must have at most {most} items", "must be a string");

    /// <summary>Whatever else the sender knows.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="description">What it means, for people.</param>
    /// <param name="keepsNull">Of which attributes <c>null</c> says something, instead of "not given".</param>
    public static RequestField<Dictionary<string, string>> Attributes(string name, string description, Func<string, bool> keepsNull) =>
        new(name, new(RequestValueKind.Attributes, (ref reader, at) => RequestAttributes.Read(ref reader, at, keepsNull))
        {
            Description = description,
            Most = RequestLimits.Attributes,
        });

    private static RequestField<List<T>> List<T>(
        string name, string description, RequestValue item, int most, int? least, string notList, string tooMany, string none)
        where T : class
    {
        return new(name, new(RequestValueKind.List, Read) { Description = description, Least = least, Most = most, Items = item });

        object? Read(ref Utf8JsonReader reader, RequestPlace at)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
                return null;
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                return at.Refuse(notList);
            }

            var items = new List<T>();
            var count = 0;
            for (var ahead = reader; ahead.Read() && ahead.TokenType != JsonTokenType.EndArray; ahead = reader)
            {
                if (count++ >= most)
                {
                    reader.Read();
                    reader.Skip();
                    continue;
                }

                var place = at[items.Count];
                items.Add((T)item.Read(ref reader, place)!);
                if (items[^1] is null && !place.IsRefused)
                    place.Refuse(none);
            }

            if (count > most)
                at.Refuse(tooMany);
            reader.Read();
            return items;
        }
    }

    /// <summary>To JSON Schema 9.0 is an integer, and data frames write whole numbers that way. Longer than a decimal holds it would be rounded.</summary>
    private static int? WholeNumber(in Utf8JsonReader reader) =>
        reader.TryGetInt32(out var value) ? value
        : reader.ValueSpan.Length <= LongestNumber && reader.TryGetDecimal(out var number) && number == decimal.Truncate(number)
            && number is >= int.MinValue and <= int.MaxValue ? (int)number
        : null;

    private static string OneOf(IReadOnlyList<string> words) => $"must be one of {string.Join(", ", words)}";

    /// <summary>A string that is something else, or is refused.</summary>
    private static RequestValue Text(string? description, Func<string, object?> parse, string rule)
    {
        return new(RequestValueKind.Text, Read) { Description = description };

        object? Read(ref Utf8JsonReader reader, RequestPlace at) => RequestText.Read(ref reader, at) is { } text ? parse(text) ?? at.Refuse(rule) : null;
    }
}

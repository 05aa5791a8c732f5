using System.Text;
using System.Text.Json;

namespace Feedback.Core.Requests;

/// <summary>Reads what else a sender knows: fields of any name, kept as text.</summary>
internal static class RequestAttributes
{
    private static readonly string TooLong = $"must have at most {RequestLimits.AttributeValue:#,0} characters";

    public static object? Read(ref Utf8JsonReader reader, RequestPlace at, Func<string, bool> keepsNull)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            if (reader.TokenType != JsonTokenType.Null)
                at.Refuse("must be a JSON object");
            reader.Skip();
            return null;
        }

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = RequestText.Decode(ref reader);
            reader.Read();
            if (++count > RequestLimits.Attributes)
            {
                if (count == RequestLimits.Attributes + 1)
                    at.Refuse($"must have at most {RequestLimits.Attributes} attributes");
            }
            else if (name is null || name.Length is 0 or > RequestLimits.AttributeName || RequestText.HasControl(name))
                at.Refuse($"names must have 1 to {RequestLimits.AttributeName} characters and no control characters");
            else if (attributes.ContainsKey(name))
                at[name].Refuse("is given twice");
            else if (ReadValue(ref reader, at, name, keepsNull) is { } value)
                attributes[name] = value;
            reader.Skip();
        }

        return attributes.Count == 0 ? null : attributes;
    }

    /// <summary>Numbers and booleans are kept as they are written.</summary>
    private static string? ReadValue(ref Utf8JsonReader reader, RequestPlace at, string name, Func<string, bool> keepsNull)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return keepsNull(name) ? "null" : null;
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            case JsonTokenType.Number when reader.ValueSpan.Length <= RequestLimits.AttributeValue:
                return Encoding.ASCII.GetString(reader.ValueSpan);
            case JsonTokenType.String when RequestText.Decode(ref reader) is { Length: <= RequestLimits.AttributeValue } text && !RequestText.HasNull(text):
                return text;
        }

        at[name].Refuse(reader.TokenType switch
        {
            JsonTokenType.Number => TooLong,
            JsonTokenType.String => RequestText.Decode(ref reader) is null ? RequestText.NotUnicode : TooLong + ", none of them U+0000",
            _ => "must be a string, a number or a boolean",
        });
        return null;
    }
}

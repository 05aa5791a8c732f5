using System.Text.Json;

namespace Feedback.Core.Requests;

/// <summary>Reads one JSON object field by field, naming every field that is wrong.</summary>
internal static class PostedObject
{
    /// <summary>Reads the field at which the reader stands; <c>false</c> when there is none of this name.</summary>
    public delegate bool ReadField(ref Utf8JsonReader reader, ref SeenFields seen);

    /// <summary>Reads a body that holds one object.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="what">What the object is, for messages.</param>
    /// <param name="errors">What is wrong.</param>
    /// <param name="readField">Reads each field.</param>
    public static void Read(ReadOnlySpan<byte> json, string what, ref FieldErrors errors, ReadField readField)
    {
        var reader = JsonBody.Open(json);
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadFields(ref reader, "", what, errors, readField);
            }
            else
            {
                errors.Add(FieldErrors.Body, "must be a JSON object");
                reader.Skip();
            }

            while (reader.Read())
            {
                // Reads on only so that anything behind the object is refused.
            }
        }
        catch (JsonException exception)
        {
            errors = JsonBody.Malformed(exception);
        }
    }

    /// <summary>Reads the fields of an object; the reader stands at its start.</summary>
    public static void ReadFields(ref Utf8JsonReader reader, string prefix, string what, FieldErrors errors, ReadField readField)
    {
        var seen = new SeenFields(errors, prefix, what);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (!readField(ref reader, ref seen))
                seen.Refuse(ref reader);
        }
    }
}

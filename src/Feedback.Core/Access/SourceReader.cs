using System.Text.Json;
using Feedback.Core.Intake;

namespace Feedback.Core.Access;

/// <summary>Reads a source as a manager posts it, naming every field that is wrong.</summary>
public static class SourceReader
{
    /// <summary>Reads a body that holds one source.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public static Source? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        errors = new FieldErrors();
        var reader = JsonBody.Open(json);
        try
        {
            reader.Read();
            var source = ReadSource(ref reader, errors);
            while (reader.Read())
            {
                // Reads on only so that anything behind the object is refused.
            }

            return errors.None ? source : null;
        }
        catch (JsonException exception)
        {
            errors = JsonBody.Malformed(exception);
            return null;
        }
    }

    private static Source? ReadSource(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(FieldErrors.Body, "must be a JSON object");
            reader.Skip();
            return null;
        }

        string? id = null, touchpoint = null, silo = null;
        var seen = new SeenFields(errors, prefix: "", what: "source");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Field.Is(ref reader, "id"u8) && seen.First(0, "id"))
                id = Field.Name(ref reader, "id", errors);
            else if (Field.Is(ref reader, "touchpoint"u8) && seen.First(1, "touchpoint"))
                touchpoint = Field.Touchpoint(ref reader, errors);
            else if (Field.Is(ref reader, "silo"u8) && seen.First(2, "silo"))
                silo = Field.Name(ref reader, "silo", errors);
            else
                seen.Refuse(ref reader);
        }

        if (id is null && !errors.Names("id"))
            errors.Add("id", "is required: the name of the sending system");
        return errors.None ? new(id!, touchpoint, silo) : null;
    }
}

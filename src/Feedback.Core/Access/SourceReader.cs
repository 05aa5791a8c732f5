using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Access;

/// <summary>Reads a source as a manager posts it, naming every field that is wrong.</summary>
public static class SourceReader
{
    /// <summary>Reads a body that holds one source.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public static Source? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        string? id = null, touchpoint = null, silo = null;
        var faults = new FieldErrors();
        errors = faults;
        PostedObject.Read(json, "source", ref errors, (ref Utf8JsonReader reader, ref SeenFields seen) =>
        {
            if (Field.Is(ref reader, "id"u8) && seen.First(0, "id"))
                id = Field.Name(ref reader, "id", faults);
            else if (Field.Is(ref reader, "touchpoint"u8) && seen.First(1, "touchpoint"))
                touchpoint = Field.OneOf(ref reader, "touchpoint", Touchpoint.All, faults);
            else if (Field.Is(ref reader, "silo"u8) && seen.First(2, "silo"))
                silo = Field.Name(ref reader, "silo", faults);
            else
                return false;
            return true;
        });
        if (errors.Names(FieldErrors.Body))
            return null;
        if (id is null && !errors.Names("id"))
            errors.Add("id", "is required: the name of the sending system");
        return errors.None ? new(id!, touchpoint, silo) : null;
    }
}

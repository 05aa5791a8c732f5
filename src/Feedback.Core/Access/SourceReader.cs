using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Access;

/// <summary>Reads a source as a manager posts it.</summary>
public static class SourceReader
{
    private static readonly RequestField<string> Id = Fields.Name("id", "Its name.").Required("is required: the name of the sending system");
    private static readonly RequestField<string> Kind =
        Fields.OneOf("touchpoint", "The kind of touchpoint. Feedback from a source without one must name its own.", Touchpoint.All);
    private static readonly RequestField<string> Silo =
        Fields.Name("silo", "The department it belongs to, if it is not the one that the journey assigns to its touchpoint.");

    /// <summary>What is read.</summary>
    public static RequestShape Shape { get; } = new("source", "A sending system.", Id, Kind, Silo) { Schema = "PostedSource" };

    /// <summary>Reads a body that holds one source.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public static Source? Read(ReadOnlySpan<byte> json, out FieldErrors errors)
    {
        Shape.Read(json, out var given, out errors);
        return errors.None ? new(given.Of(Id)!, given.Of(Kind), given.Of(Silo)) : null;
    }
}

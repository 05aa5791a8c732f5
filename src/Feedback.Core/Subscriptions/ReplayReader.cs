using Feedback.Core.Requests;

namespace Feedback.Core.Subscriptions;

/// <summary>Reads which events are to be sent again.</summary>
public static class ReplayReader
{
    private static readonly RequestField<DateTimeOffset?> From =
        Fields.Time("from", "The start: RFC 3339 with an offset.").Required("is required: an RFC 3339 time");
    private static readonly RequestField<DateTimeOffset?> To = Fields.Time("to", "The end, exclusive. Default: now.");

    /// <summary>What is read.</summary>
    public static RequestShape Shape { get; } = new("replay", "The period in which the events happened.", From, To) { Schema = "PostedReplay" };

    /// <summary>Reads a body such as <c>{ "from": "2026-11-20T00:00:00Z" }</c>.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="now">The end of the period, when the body names none.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    /// <returns>The period, UTC, its end exclusive.</returns>
    public static (DateTimeOffset From, DateTimeOffset To)? Read(ReadOnlySpan<byte> json, DateTimeOffset now, out FieldErrors errors)
    {
        Shape.Read(json, out var given, out errors);
        var (from, to) = (given.Of(From), given.Of(To));
        if (from >= (to ?? now) && !errors.Names(To.Name))
            errors.Add(From.Name, to is null ? "must be in the past" : "must be before \"to\"");
        return errors.None ? (from!.Value, to ?? now) : null;
    }
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Feedback.Core.Storage;

namespace Feedback.Web.Api;

/// <summary>Where a stream stands in the two feeds that it reads.</summary>
/// <param name="Feedback">The cursor of feedback.</param>
/// <param name="Tickets">The cursor of tickets.</param>
/// <param name="At">Since when nothing of it was read, UTC: what was done to a ticket from then on is still to be sent.</param>
internal sealed record StreamPlace(string Feedback, string Tickets, DateTimeOffset At)
{
    public static async Task<StreamPlace> NowAsync(IDocumentStore store, DateTimeOffset now, CancellationToken cancellationToken) => new(
        (await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Now, 1, cancellationToken)).Cursor,
        (await store.ReadChangesAsync(Containers.Tickets, ChangeCursor.Now, 1, cancellationToken)).Cursor,
        now);

    /// <summary>Reads an event's id; <c>null</c> when it is none of ours.</summary>
    /// <param name="id">The id. One of an earlier version has no time.</param>
    /// <param name="now">The time for one without.</param>
    public static StreamPlace? TryParse(string id, DateTimeOffset now) =>
        id.Length < 4096 && id.Split('.') is [{ Length: > 0 } feedback, { Length: > 0 } tickets, .. var rest] && rest.Length <= 1
        && Base64Url.IsValid(feedback) && Base64Url.IsValid(tickets) && TimeIn(rest, now) is { } at
            ? new(Decode(feedback), Decode(tickets), at)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Encode(Feedback)}.{Encode(Tickets)}.{At.ToUnixTimeMilliseconds()}");

    private static DateTimeOffset? TimeIn(string[] rest, DateTimeOffset now) =>
        rest.Length == 0 ? now
        : long.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(at, now.ToUnixTimeMilliseconds()))
            : null;

    private static string Encode(string cursor) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(cursor));

    private static string Decode(string text) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
}

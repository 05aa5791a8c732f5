using System.Text.Json.Serialization;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>For which time zone everything is counted, and in which form.</summary>
/// <param name="Zone">The time zone's IANA name; <c>null</c> for UTC.</param>
/// <param name="Done">Whether all is counted for it. Until then a recount is under way.</param>
/// <param name="Next">Where the recount goes on: journey and day; <c>null</c> for the start.</param>
public sealed record CalendarRecord(string? Zone, bool Done, string? Next = null)
{
    /// <summary>The form of the folds; see <see cref="Fold.Format"/>. 0 for those of version 0.1.</summary>
    public int Format { get; init; }

    /// <summary>Whether hours that begin on whole hours of UTC are counted anew as well: a time zone changes none of them, another form does.</summary>
    public bool AllHours { get; init; }

    private static readonly DocumentKey Key = new(DocumentKinds.Calendar, "company");

    /// <summary>What is stored, and its version.</summary>
    internal static async Task<(CalendarRecord Record, string? ETag)> ReadAsync(IDocumentStore store, CancellationToken cancellationToken) =>
        await store.GetAsync(Containers.Settings, Key, cancellationToken) is { } document
            ? (Json.Read(document, CalendarJson.Default.CalendarRecord), document.ETag) : (new(null, true), null);

    /// <summary>The record of a recount that is to be made; <c>null</c> when all is counted as it should be, or is being so already.</summary>
    internal CalendarRecord? Begun(CompanyCalendar calendar) => Zone == calendar.ZoneName && Format == Fold.Format ? null
        : new(calendar.ZoneName, false) { Format = Fold.Format, AllHours = Format != Fold.Format || (AllHours && !Done) };

    /// <summary>Whether all is counted for a calendar.</summary>
    internal static async Task<bool> IsCountedAsync(IDocumentStore store, CompanyCalendar calendar, CancellationToken cancellationToken) =>
        (await ReadAsync(store, cancellationToken)).Record is { Done: true } record && record.Zone == calendar.ZoneName;

    /// <summary>Stores it if nobody else has meanwhile.</summary>
    internal async Task<string?> WriteAsync(IDocumentStore store, string? etag, CancellationToken cancellationToken) =>
        (await store.WriteIfAsync(Containers.Settings, Json.Write(Key, this, CalendarJson.Default.CalendarRecord), etag, cancellationToken)).ETag;
}

/// <summary>The generated serialiser of the calendar's record.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CalendarRecord))]
internal sealed partial class CalendarJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using Feedback.Core.Storage;

namespace Feedback.Core.Signals;

/// <summary>For which time zone everything is counted, and in which form.</summary>
/// <param name="Zone">The time zone's IANA name; <c>null</c> for UTC.</param>
/// <param name="Done">Whether all is counted for it. Until then a recount is under way.</param>
/// <param name="Next">Where the recount goes on: journey and day; <c>null</c> for the start.</param>
public sealed record CalendarRecord(string? Zone, bool Done, string? Next = null)
{
    // 1 was the form of folds of version 0.1. Of 2 the recount left out hours that the time zone before had removed: whatever it counted is counted once
    // more. 3 did not tell how many of those who name nobody are too many of an hour.
    private const int Present = 4;

    /// <summary>The form of what is counted. 0 for that of version 0.1.</summary>
    public int Format { get; init; }

    /// <summary>The share of the days that the recount has counted, 0…1; 0 once all is counted.</summary>
    public double Share { get; init; }

    private static readonly DocumentKey Key = new(DocumentKinds.Calendar, "company");

    /// <summary>What is stored, and its version.</summary>
    internal static async Task<(CalendarRecord Record, string? ETag)> ReadAsync(IDocumentStore store, CancellationToken cancellationToken) =>
        await store.GetAsync(Containers.Settings, Key, cancellationToken) is { } document
            ? (Json.Read(document, CalendarJson.Default.CalendarRecord), document.ETag) : (new(null, true), null);

    /// <summary>The record of a recount that is to be made; <c>null</c> when all is counted as it should be, or is being so already.</summary>
    internal CalendarRecord? Begun(CompanyCalendar calendar) => Zone == calendar.ZoneName && Format == Present ? null
        : new(calendar.ZoneName, false) { Format = Present };

    /// <summary>Whether all is counted for a calendar.</summary>
    internal static async Task<bool> IsCountedAsync(IDocumentStore store, CompanyCalendar calendar, CancellationToken cancellationToken) =>
        (await ReadAsync(store, cancellationToken)).Record.IsCounted(calendar);

    /// <summary>Whether all is counted for a calendar.</summary>
    internal bool IsCounted(CompanyCalendar calendar) => Done && Zone == calendar.ZoneName;

    /// <summary>Stores it if nobody else has meanwhile.</summary>
    internal async Task<string?> WriteAsync(IDocumentStore store, string? etag, CancellationToken cancellationToken) =>
        (await store.WriteIfAsync(Containers.Settings, Json.Write(Key, this, CalendarJson.Default.CalendarRecord), etag, cancellationToken)).ETag;
}

/// <summary>The generated serialiser of the calendar's record.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CalendarRecord))]
internal sealed partial class CalendarJson : JsonSerializerContext;

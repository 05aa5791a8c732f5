using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Import;

/// <summary>Makes the JSON of one feedback from values by field. It turns them into the contract's form; whether they are right is for the API to
/// say.</summary>
internal sealed class FeedbackJson(ImportTarget target, DateTimeOffset now)
{
    private static readonly string[] LocalTimes = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"];

    /// <param name="values">The values by field; empty ones say nothing.</param>
    /// <param name="row">The row's number, from 1.</param>
    public byte[] Of(IEnumerable<(string Field, string Value)> values, long row)
    {
        var json = new JsonObject();
        foreach (var (field, value) in values.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)))
            Place(json, field, field == "occurredAt" ? Time(value) : field.StartsWith("ratings.", StringComparison.Ordinal) ? Number(value) : value);
        return Complete(json, row);
    }

    /// <summary>Adds what the command knows for every row, where the row does not say it itself.</summary>
    public byte[] Complete(JsonObject json, long row)
    {
        Default("source", target.Source);
        Default("sourceEventId", target.EventId(row));
        if (target.Touchpoint is { } touchpoint)
            Default("touchpoint", touchpoint);
        return Encoding.UTF8.GetBytes(json.ToJsonString());

        void Default(string name, string value)
        {
            if (json[name] is null)
                json[name] = value;
        }
    }

    private static void Place(JsonObject json, string field, JsonNode value)
    {
        var dot = field.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            json[field] = value;
            return;
        }

        var parent = field[..dot];
        if (json[parent] is not JsonObject inner)
            json[parent] = inner = [];
        inner[field[(dot + 1)..]] = value;
    }

    private string Time(string value)
    {
        value = value.Trim();
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            var noon = new DateTimeOffset(date, new(12, 0), TimeSpan.Zero);
            // Today's noon may lie ahead, where nothing can have been said yet.
            return Rfc3339.Format(noon > now && date == DateOnly.FromDateTime(now.UtcDateTime) ? now : noon);
        }

        return DateTimeOffset.TryParseExact(value, LocalTimes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Rfc3339.Format(time) : value;
    }

    private static JsonNode Number(string value) =>
        decimal.TryParse(value.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number)
            ? JsonValue.Create(decimal.Truncate(number))
            : value;
}

/// <summary>Where rows are imported to, and how they are named.</summary>
/// <param name="Source">The source that posts them.</param>
/// <param name="Touchpoint">The touchpoint of rows that name none; <c>null</c> for the source's own.</param>
/// <param name="FileHash">The SHA-256 of the file, in hex: with a row's number it names the event, so the same file posted again is known.</param>
internal sealed record ImportTarget(string Source, string? Touchpoint, string FileHash)
{
    public string EventId(long row) => string.Create(CultureInfo.InvariantCulture, $"import-{FileHash.AsSpan(0, 24)}-{row}");
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Feedback.App.Cli.Import;

/// <summary>Makes the JSON of one feedback from values by field. It turns them into the contract's form; whether they are right is for the API to
/// say.</summary>
internal sealed partial class FeedbackJson(ImportTarget target, ImportTimes times, ImportCulture? culture, ConsentWords consent)
{
    // What people read in a dry run is to show whether the encoding is right.
    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How the event of a row is called that does not name it itself.</summary>
    /// <param name="row">The row's number, from 1.</param>
    public string EventOf(long row) => target.EventId(row);

    /// <param name="values">The values by field; empty ones say nothing.</param>
    /// <param name="name">How the row's event is called, if the row does not say it itself.</param>
    /// <returns>The feedback; or what cannot be read, and how it can be told.</returns>
    public (byte[]? Json, string? Fault) Of(IEnumerable<(string Field, string Value)> values, string name)
    {
        var json = new JsonObject();
        var faults = new List<string>();
        // An empty cell in the column of who agreed is the answer of somebody who did not.
        foreach (var (field, value) in values.Where(pair => !string.IsNullOrWhiteSpace(pair.Value) || ColumnMap.SpeaksOfConsent(pair.Field)))
        {
            string? fault = null;
            Place(json, field, field == "occurredAt" ? times.Read(value, out fault)
                : field.StartsWith("ratings.", StringComparison.Ordinal) ? Number(value, out fault)
                : value);
            if (fault is not null)
                faults.Add($"{field} {fault}");
        }

        return faults.Count == 0 ? (Complete(json, name), null) : (null, string.Join("; ", faults));
    }

    /// <summary>Adds what the command knows for every row, where the row does not say it itself.</summary>
    public byte[] Complete(JsonObject json, string name)
    {
        Default("source", target.Source);
        Default("sourceEventId", name);
        if (target.Touchpoint is { } touchpoint)
            Default("touchpoint", touchpoint);
        consent.Note(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString(Legible));

        void Default(string field, string value)
        {
            if (json[field] is null)
                json[field] = value;
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

    private JsonNode Number(string value, out string? fault)
    {
        fault = null;
        value = value.Trim();
        var sign = culture?.DecimalSign ?? '.';
        if (Decimal().Match(value) is not { Success: true } match)
            return value;
        if (match.Groups["sign"] is { Success: true } written && written.Value[0] != sign)
        {
            fault = culture is null ? $"has a comma before its fraction: add --culture, such as --culture de-DE, if the file writes decimals so"
                : $"does not write its fraction as --culture {culture.Name} has it, with \"{sign}\"";
            return value;
        }

        return decimal.TryParse(value.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var number) && number == decimal.Truncate(number) ? JsonValue.Create(decimal.Truncate(number)) : value;
    }

    [GeneratedRegex(@"\A[+-]?[0-9]{1,20}(?:(?<sign>[.,])[0-9]{0,20})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Decimal();
}

/// <summary>Where rows are imported to, and how they are named.</summary>
/// <param name="Source">The source that posts them.</param>
/// <param name="Touchpoint">The touchpoint of rows that name none; <c>null</c> for the source's own.</param>
/// <param name="FileHash">The SHA-256 of the file, in hex: with a row's number it names the event, so the same file posted again is known.</param>
internal sealed record ImportTarget(string Source, string? Touchpoint, string FileHash)
{
    public string EventId(long row) => EventId(FileHash, row);

    /// <summary>How an event is called that does not name itself, as the file of rejected rows knows it again.</summary>
    /// <param name="hash">The SHA-256, in hex, of what it is known by.</param>
    /// <param name="number">Tells it from others of that.</param>
    public static string EventId(string hash, long number) => string.Create(CultureInfo.InvariantCulture, $"import-{hash.AsSpan(0, 24)}-{number}");
}

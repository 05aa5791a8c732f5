using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Feedback.App.Cli.Import;
using Feedback.Core.Access;
using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Demo;

/// <summary>The real feedback that comes with the program, made ready to be posted: what is not in the data (dates, touchpoints) is assigned here, by rule and
/// never by chance.</summary>
internal static partial class SampleFeedback
{
    public static readonly Source WebShop = new("web-shop", "web", null);
    public static readonly Source StoreTills = new("store-tills", "store", null);
    public static readonly Source BillingDesk = new("billing-desk", "billing", null);
    public static readonly Source ServiceDesk = new("service-desk", "service", null);

    /// <summary>Over how long the feedback is spread, up to now.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(56);

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data");

    public static IReadOnlyList<Source> Sources { get; } = [WebShop, StoreTills, BillingDesk, ServiceDesk];

    /// <summary>Everything, oldest first.</summary>
    /// <param name="now">The end of the weeks over which it is spread.</param>
    public static async Task<IReadOnlyList<SampleItem>> ReadAsync(DateTimeOffset now)
    {
        var time = new BusinessTime(now - Length, now);
        var reviews = (await RowsAsync("product-reviews.csv")).Select(row => Review(row, time));
        return [.. reviews.Concat(Complaints(await RowsAsync("complaints.csv"), time)).OrderBy(item => item.OccurredAt)];
    }

    private static SampleItem Review(SampleRow row, BusinessTime time)
    {
        var text = WithTitle(row["Title"], row["Review Text"]);
        var source = ToldInStore().IsMatch(text) ? StoreTills : WebShop;
        return row.ToItem(source, time.At(row.Share), text,
            new() { ["csat"] = int.Parse(row["Rating"], CultureInfo.InvariantCulture) },
            // Yes or no is not an answer from 0 to 10, so it makes no NPS.
            [("dataset", "womens-clothing-reviews"), ("recommended", row["Recommended IND"] == "1" ? "yes" : "no"), ("item", row["Clothing ID"]),
                ("department", row["Department Name"]), ("class", row["Class Name"]), ("division", row["Division Name"]), ("ageBand", AgeBand(row["Age"]))]);
    }

    /// <summary>
    /// Dated complaints keep the order in which they were made, so what people complained of more at a later time rises here too; those without a date are
    /// spread evenly among them.
    /// </summary>
    private static IEnumerable<SampleItem> Complaints(IReadOnlyList<SampleRow> rows, BusinessTime time)
    {
        // Complaint IDs rise with the date.
        var dated = rows.Where(row => row["Date received"].Length > 0)
            .OrderBy(row => row["Date received"], StringComparer.Ordinal).ThenBy(row => row["Complaint ID"].Length)
                .ThenBy(row => row["Complaint ID"], StringComparer.Ordinal)
            .ThenBy(row => row.Share).ToList();
        // The file has its own order, by the copies that it came from: spread in that order it would look like a drift.
        var undated = rows.Where(row => row["Date received"].Length == 0).OrderBy(row => row.Share).ToList();
        return Spread(dated).Concat(Spread(undated));

        IEnumerable<SampleItem> Spread(List<SampleRow> ordered) =>
            ordered.Index().Select(entry => Complaint(entry.Item, time.At((entry.Index + 0.5) / ordered.Count)));
    }

    private static SampleItem Complaint(SampleRow row, DateTimeOffset occurredAt) => row.ToItem(
        OwedOrBilled().IsMatch(row["Product"]) ? BillingDesk : ServiceDesk, occurredAt, row["Consumer complaint narrative"], ratings: null,
        [("dataset", "cfpb-complaints"), ("company", row["Company"]), ("product", row["Product"]), ("issue", row["Issue"]),
            ("received", row["Date received"])]);

    /// <summary>The reviewer's age as a shop would keep it: in bands.</summary>
    private static string AgeBand(string age) => int.Parse(age, CultureInfo.InvariantCulture) switch
    {
        < 35 => "under 35",
        < 50 => "35 to 49",
        _ => "50 and over",
    };

    private static string WithTitle(string title, string text) =>
        title.Length == 0 ? text : char.IsPunctuation(title[^1]) ? $"{title} {text}" : $"{title}. {text}";

    private static async Task<IReadOnlyList<SampleRow>> RowsAsync(string file)
    {
        var path = Path.Combine(Folder, file);
        await using var stream = File.OpenRead(path);
        using var csv = await CsvRows.OpenAsync(stream, path);
        var columns = csv.Header.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        var rows = new List<SampleRow>();
        await foreach (var row in csv.ReadAsync())
            rows.Add(new(columns, row.Fields));
        return rows;
    }

    [GeneratedRegex(
        @"\bin[- ]stores?\b|\b(?:in|at|to|from) (?:the|my|a|our|your) (?:local )?(?:store|retailer|shop)\b"
            + @"|\b(?:fitting|dressing) room|\bsales ?(?:associate|person|lady|girl)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ToldInStore();

    [GeneratedRegex("card|loan|debt", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwedOrBilled();
}

/// <summary>One feedback, ready to be posted.</summary>
/// <param name="Source">Who posts it.</param>
/// <param name="OccurredAt">When it is said to have been said.</param>
/// <param name="Id">Its id, once it is stored.</param>
/// <param name="Json">The feedback as the API takes it.</param>
internal sealed record SampleItem(Source Source, DateTimeOffset OccurredAt, string Id, ReadOnlyMemory<byte> Json);

/// <summary>One row of a sample file. What identifies it follows from its content, wherever it stands.</summary>
internal sealed class SampleRow(IReadOnlyDictionary<string, int> columns, string[] fields)
{
    // Not the hash of the fields alone: by that one the sample was drawn from the full set, so it is small in all rows that are here.
    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes("demo\u001f" + string.Join('\u001f', fields)));

    public string this[string column] => fields[columns[column]];

    /// <summary>A fixed place from 0 to 1, the same at every run.</summary>
    public double Share => (BinaryPrimitives.ReadUInt64BigEndian(_hash) >> 11) * (1.0 / (1UL << 53));

    public SampleItem ToItem(Source source, DateTimeOffset occurredAt, string text, JsonObject? ratings, IEnumerable<(string Name, string Value)> attributes)
    {
        var name = "demo-" + Convert.ToHexStringLower(_hash.AsSpan(8, 12));
        var json = new JsonObject
        {
            ["source"] = source.Id,
            ["sourceEventId"] = name,
            ["occurredAt"] = Rfc3339.Format(occurredAt),
            // Who wrote it is not in the data. Each row counts as a customer of its own.
            ["customer"] = new JsonObject { ["id"] = name },
            ["text"] = text,
            ["language"] = "en",
            ["ratings"] = ratings,
            ["attributes"] = new JsonObject(attributes.Where(attribute => attribute.Value.Length > 0)
                .Select(attribute => KeyValuePair.Create(attribute.Name, (JsonNode?)attribute.Value))),
        };
        return new(source, occurredAt, FeedbackId.OfEvent(source.Id, name), Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}

using System.Globalization;
using Feedback.Core.Access;
using Feedback.Core.Corrections;
using Feedback.Core.Customers;
using Feedback.Core.Intake;
using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Observability;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Bench.Cost;

/// <summary>What the sample is stored as, and how often one feedback asks the store.</summary>
internal sealed record Sample(
    int Feedback, long Opinions, SortedDictionary<string, StoredSize> Sizes, List<(string Who, SortedDictionary<string, double> Operations)> Operations)
{
    private const int Again = 500;
    private static readonly Source Shop = new("web-shop", "web", null);

    public static async Task<Sample> MeasureAsync(string data, string journeyFile)
    {
        var folder = Directory.CreateTempSubdirectory("feedback-cost-").FullName;
        try
        {
            await using var engine = SqliteDocumentStore.Open(new() { Path = Path.Combine(folder, "feedback.db") }, TimeProvider.System);
            var store = new CountingStore(engine);
            await using var services = Services(store, JourneyDefinitionReader.Read(File.ReadAllBytes(journeyFile), Path.GetFileName(journeyFile)));
            var posted = Posted(data).ToList();
            var operations = new List<(string, SortedDictionary<string, double>)>();

            // The bulk fills the store; what is counted after it are feedback of customers that are new, known, and not named.
            await HandleAsync(posted[Again..]);
            operations.Add(("of a new customer", await CountAsync(posted[..Again])));
            var again = posted[..Again].ConvertAll(feedback => feedback with { SourceEventId = feedback.SourceEventId + "-again" });
            operations.Add(("of a customer who is known", await CountAsync(again)));
            var unnamed = posted[..Again].ConvertAll(feedback => feedback with { SourceEventId = feedback.SourceEventId + "-unnamed", Customer = null });
            operations.Add(("that names no customer", await CountAsync(unnamed)));

            var opinions = 0L;
            var sizes = new SortedDictionary<string, StoredSize>(StringComparer.Ordinal);
            foreach (var container in new[] { Containers.Feedback, Containers.Signals, Containers.Folds, Containers.Customers })
            {
                await foreach (var page in engine.AllChangesAsync(container))
                {
                    foreach (var document in page)
                    {
                        var kind = KindOf(container, document.Key);
                        sizes[kind] = sizes.GetValueOrDefault(kind, default).Plus(document);
                        if (kind == "feedback: analysis")
                            opinions += FeedbackRecords.ReadAnalysis(document).Analysis?.Opinions.Count ?? 0;
                    }
                }
            }

            return new(posted.Count + (2 * Again), opinions, sizes, operations);

            async Task<SortedDictionary<string, double>> CountAsync(List<PostedFeedback> some)
            {
                store.Operations.Clear();
                await HandleAsync(some, folds: false);
                return new(store.Operations.ToDictionary(entry => entry.Key, entry => (double)entry.Value / some.Count), StringComparer.Ordinal);
            }

            async Task HandleAsync(List<PostedFeedback> some, bool folds = true)
            {
                var cursor = (await engine.ReadChangesAsync(Containers.Feedback, ChangeCursor.Now, 1)).Cursor;
                foreach (var part in some.Chunk(200))
                    await services.GetRequiredService<CollectFeedback>().AcceptAsync(part, Shop);
                while (await store.ReadChangesAsync(Containers.Feedback, cursor, 500) is { Documents.Count: > 0 } page)
                {
                    await services.GetRequiredService<ProcessFeedback>().HandleAsync(page.Documents, default);
                    cursor = page.Cursor;
                }

                if (!folds)
                    return;
                var signals = (await engine.ReadChangesAsync(Containers.Signals, ChangeCursor.Beginning, int.MaxValue)).Documents;
                await services.GetRequiredService<FoldSignals>().HandleAsync(signals, default);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ServiceProvider Services(IDocumentStore store, JourneyDefinition journey) => new ServiceCollection()
        .AddLogging()
        .AddMetrics()
        .AddSingleton(store)
        .AddSingleton(TimeProvider.System)
        .AddSingleton<ILanguageAnalysis, BuiltInLanguageAnalysis>()
        .AddPipelineMetrics()
        .AddAccess()
        .AddIntake()
        .AddPipeline()
        .AddCustomers(new CustomerKeys(new byte[32]), new byte[32])
        .AddJourneys(new JourneyCatalogue([journey], [journey.Id]))
        .AddCorrections()
        .AddSignals(new SignalBuckets(1))
        .BuildServiceProvider();

    /// <summary>The sample as the demo posts it: spread evenly over eight weeks, each row of a customer of its own.</summary>
    private static IEnumerable<PostedFeedback> Posted(string data)
    {
        var rows = CsvTable.Rows(Path.Combine(data, "product-reviews.csv")).Select(row => (Row: row, IsReview: true))
            .Concat(CsvTable.Rows(Path.Combine(data, "complaints.csv")).Select(row => (Row: row, IsReview: false))).ToList();
        var random = new Random(20261130);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (n, (row, isReview)) in rows.Index().OrderBy(_ => random.Next()))
        {
            var text = isReview ? $"{row["Title"]}. {row["Review Text"]}" : row["Consumer complaint narrative"];
            if (text.Length is < 3 or > 10_000)
                continue;
            // Under the names by which the journey's segments ask for them.
            (string Name, string Value)[] attributes = isReview
                ? [("department", row["Department Name"]), ("division", row["Division Name"]), ("ageBand", AgeBand(row["Age"]))]
                : [("company", row["Company"]), ("product", row["Product"]), ("issue", row["Issue"])];
            yield return new("web-shop", $"demo-{n:000000000000000000000000}", isReview ? "web" : "billing", null, now.AddMinutes(-random.Next(56 * 24 * 60)),
                new($"demo-{n:000000000000000000000000}", null), text, "en",
                isReview ? new Ratings(null, int.Parse(row["Rating"], CultureInfo.InvariantCulture), null) : null,
                attributes.Where(attribute => attribute.Value.Length > 0).ToDictionary(attribute => attribute.Name, attribute => attribute.Value));
        }
    }

    private static string AgeBand(string age) => int.Parse(age, CultureInfo.InvariantCulture) switch
    {
        < 35 => "under 35",
        < 50 => "35 to 49",
        _ => "50 and over",
    };

    private static string KindOf(string container, DocumentKey key) => container switch
    {
        Containers.Feedback => FeedbackKey.IsAnalysis(key) ? "feedback: analysis" : "feedback: record",
        Containers.Customers => $"customers: {key.Id.Split('|')[0]}",
        Containers.Folds => $"folds: {(key.Partition.Contains('~', StringComparison.Ordinal) ? "segment's " : "")}"
            + (key.Id.Length > 10 ? "hour" : key.Id.Length > 7 ? "day" : "month"),
        _ => container,
    };
}

/// <summary>How large documents are.</summary>
internal readonly record struct StoredSize(int Count, long Bytes, long Keys)
{
    /// <summary>What Cosmos DB adds to each item, about.</summary>
    private const double Added = 350;

    public double Body => (double)Bytes / Count;

    public double ItemKilobytes => (((double)(Bytes + Keys) / Count) + Added) / 1_024;

    public StoredSize Plus(Document document) => new(Count + 1, Bytes + document.Body.Length, Keys + document.Key.Id.Length + document.Key.Partition.Length);
}

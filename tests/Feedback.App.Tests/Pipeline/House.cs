using Feedback.Core.Access;
using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Corrections;
using Feedback.Core.Customers;
using Feedback.Core.Detection;
using Feedback.Core.Drivers;
using Feedback.Core.Erasures;
using Feedback.Core.Intake;
using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Language.Meaning;
using Feedback.Core.Maps;
using Feedback.Core.Observability;
using Feedback.Core.Outcomes;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.Core.Timelines;
using Feedback.Sqlite;
using Feedback.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.App.Tests.Pipeline;

/// <summary>The handlers over a real database, without a server and without processors: a test says what is delivered, in which order and how often.</summary>
internal sealed class House : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("feedback-house-").FullName;
    private readonly ServiceProvider _services;

    /// <param name="adjust">Takes the services before they are built.</param>
    /// <param name="store">Another store than the embedded one, the house's from now on.</param>
    /// <param name="time">That store's clock.</param>
    public House(Action<IServiceCollection>? adjust = null, IDocumentStore? store = null, FakeTimeProvider? time = null)
    {
        Time = time ?? new(Now);
        Store = store ?? SqliteDocumentStore.Open(new() { Path = Path.Combine(_directory, "feedback.db") }, Time);
        var services = new ServiceCollection();
        services.AddLogging().AddMetrics()
            .AddSingleton(Store)
            .AddSingleton<ILanguageAnalysis, BuiltInLanguageAnalysis>()
            .AddSingleton<TimeProvider>(Time)
            .AddPipelineMetrics()
            .AddAccess()
            .AddIntake()
            .AddPipeline()
            .AddCustomers(new CustomerKeys(new byte[32]), new byte[32])
            .AddJourneys(JourneyFiles.Read(Path.Combine(AppContext.BaseDirectory, "journeys"), ["retail"], StaticEmbedding.Instance))
            .AddCorrections()
            .AddSignals(new SignalBuckets(1))
            .AddMaps()
            .AddDrivers()
            .AddDetection()
            .AddTickets(PrioritySettings.Default)
            .AddOutcomes()
            .AddClosingTheLoop()
            .AddTimelines()
            .AddErasures();
        adjust?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; }

    public IDocumentStore Store { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<string> PostAsync(
        string text, string touchpoint = "store", string? customer = null, DateTimeOffset? occurredAt = null, Ratings? ratings = null, string? eventId = null,
        IReadOnlyDictionary<string, string>? attributes = null)
    {
        var posted = new PostedFeedback("pos-42", eventId, touchpoint, null, occurredAt, customer is null ? null : new CustomerIdentity(customer, null), text,
            "en", ratings, attributes);
        var collected = await Get<CollectFeedback>().AcceptAsync(posted, new Source("pos-42", null, null));
        return collected.Id!;
    }

    /// <summary>Delivers everything that there is, in the order of the feeds, until nothing changes any more.</summary>
    public async Task RunAsync()
    {
        string feedback = ChangeCursor.Beginning;
        while (true)
        {
            var page = await Store.ReadChangesAsync(Containers.Feedback, feedback, 100);
            if (page.Documents.Count == 0)
                break;
            await Get<ProcessFeedback>().HandleAsync(page.Documents, default);
            feedback = page.Cursor;
        }

        await Get<FoldSignals>().HandleAsync(await ChangesAsync(Containers.Signals), default);
    }

    public async Task<IReadOnlyList<Document>> ChangesAsync(string container) =>
        (await Store.ReadChangesAsync(container, ChangeCursor.Beginning, 1_000_000)).Documents;

    /// <summary>Every fold's bytes, as text, by its partition and id.</summary>
    public async Task<SortedDictionary<string, string>> FoldsAsync()
    {
        var folds = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var fold in await ChangesAsync(Containers.Folds))
            folds[$"{fold.Key.Partition} {fold.Key.Id}"] = System.Text.Encoding.UTF8.GetString(fold.Body.Span);
        return folds;
    }

    public async Task<FeedbackRecord> RecordAsync(string id) =>
        (await Store.FindFeedbackAsync(id))!.Value.Record;

    /// <summary>Puts what was understood of a feedback in the place of what stands there, as a later change.</summary>
    public Task PutUnderstoodAsync(FeedbackRecord record) =>
        Store.UpsertAsync(Containers.Feedback, FeedbackRecords.Write(record.Id, AnalysisDocument.Of(record, revision: 1)));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await ((IAsyncDisposable)Store).DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}

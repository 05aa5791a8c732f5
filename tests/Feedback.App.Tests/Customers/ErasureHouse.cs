using Feedback.App.Tests.Pipeline;
using Feedback.Core.Access;
using Feedback.Core.Customers;
using Feedback.Core.Erasures;
using Feedback.Core.Intake;
using Feedback.Core.Mail;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Cosmos;
using Feedback.Cosmos.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.App.Tests.Customers;

/// <summary>The handlers over a real database whose writes can be made to fail, and customers to erase from it.</summary>
internal sealed class ErasureHouse : IAsyncDisposable
{
    public const string Anna = "anna-4711";
    public const string Address = "anna.kowalski@example.com";
    public static readonly string AnnasKey = new CustomerKeys(new byte[32]).KeyOf(new(Anna, null));

    private readonly House _house;

    private ErasureHouse(IDocumentStore? store, FakeTimeProvider? time, PipelineCursors cursors, Action<IServiceCollection>? adjust) =>
        _house = new(services =>
    {
        services
            .AddSingleton<IScrub>(new Scrub(() => (IScrub)_house!.Store))
            .AddSingleton<IDocumentStore>(provider => Store)
            .AddSingleton(cursors)
            .AddSingleton(new MailOrigin(null, "shop.example", new("https://shop.example")))
            .AddSingleton<IPersonalFiles>(provider => Files);
        adjust?.Invoke(services);
    }, store, time);

    /// <summary>On the embedded store.</summary>
    /// <param name="cursors">Where the pipeline keeps its cursors; as on one machine when not said.</param>
    /// <param name="adjust">Takes the services before they are built.</param>
    public static ErasureHouse OnSqlite(PipelineCursors? cursors = null, Action<IServiceCollection>? adjust = null) =>
        new(null, null, cursors ?? FeedbackPipeline.CursorsOn(Heads.OneMachine), adjust);

    /// <summary>On a Cosmos DB server.</summary>
    /// <param name="cursors">Where the pipeline keeps its cursors; as on one machine when not said.</param>
    /// <param name="adjust">Takes the services before they are built.</param>
    public static async Task<ErasureHouse> OnCosmosAsync(PipelineCursors? cursors = null, Action<IServiceCollection>? adjust = null)
    {
        var time = new FakeTimeProvider(House.Now);
        var store = await CosmosDocumentStore.OpenAsync((await CosmosServer.Shared).Options(CosmosServer.NewDatabase()), time);
        return new(store, time, cursors ?? FeedbackPipeline.CursorsOn(Heads.OneMachine), adjust);
    }

    public BreakingStore Store => field ??= new(_house.Store);

    public RememberedFiles Files { get; } = new();

    public House Inner => _house;

    public T Get<T>()
        where T : notnull => _house.Get<T>();

    /// <summary>Anna speaks of three things at two touchpoints, among others.</summary>
    /// <returns>The ids of her feedback.</returns>
    public async Task<List<string>> HearAsync(int others = 5)
    {
        for (var other = 0; other < others; other++)
            await PostAsync($"other-{other}", $"other-{other}", null, "The refund took six weeks.", House.Now.AddDays(-2));
        var ids = new List<string>
        {
            await PostAsync("a-1", Anna, Address, "The refund took seven distinctive weeks.", House.Now.AddDays(-2)),
            await PostAsync("a-2", Anna, Address, "Nice staff, but the parcel was late.", House.Now.AddDays(-2), new Ratings(9, 5, 2)),
            await PostAsync("a-3", Anna, null, "The website kept crashing.", House.Now.AddDays(-1)),
        };
        await _house.RunAsync();
        await CaughtUpAsync();
        return ids;
    }

    public async Task<string> PostAsync(string eventId, string customer, string? email, string? text, DateTimeOffset occurredAt, Ratings? ratings = null)
    {
        var posted = new PostedFeedback("pos-42", eventId, "store", "kiosk-at-home", occurredAt, new(customer, email), text, "en", ratings,
            new Dictionary<string, string> { ["orderId"] = "order-" + customer });
        return (await Get<CollectFeedback>().AcceptAsync(posted, new Source("pos-42", null, null))).Id!;
    }

    /// <summary>Lets the pipeline's cursor stand where everything was handled.</summary>
    public async Task CaughtUpAsync()
    {
        var cursor = (await _house.Store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Now, 1)).Cursor;
        await _house.Store.KeepCursorAsync(FeedbackPipeline.CursorsOn(Heads.OneMachine).Feedback, cursor);
    }

    public Task<Erased?> EraseAsync() => Get<EraseCustomer>().EraseAsync(AnnasKey);

    /// <summary>Everything that is counted, fold by fold, with customers as numbers.</summary>
    public async Task<List<string>> CountsAsync() =>
        [.. (await _house.ChangesAsync(Containers.Folds)).Select(document => Json.Read(document, SignalsJson.Default.Fold))
            .OrderBy(fold => fold.Period, StringComparer.Ordinal).Select(fold =>
            $"{fold.Period}: {string.Join(" ", fold.Cells)} {string.Join(" ", fold.Scores)} "
                + $"{string.Join(" ", fold.Customers.Select(part => (part.Stage, part.Touchpoint, part.Named.Count(), part.Unnamed)))} "
                + $"{string.Join(" ", fold.Affected.Select(part => (part.Stage, part.Theme, part.Named.Count(), part.Unnamed)))}")];

    public async Task AssertVerifiedAsync()
    {
        var found = await new VerifyFolds(_house.Store, new(_house.Store, new(1)), new(new("none"), new("none"))).RunAsync();
        Assert.Empty(found.Named);
    }

    /// <summary>Which of some words stand in any document, in its key or its body.</summary>
    public async Task<List<string>> FindAsync(params string[] words)
    {
        var found = new List<string>();
        foreach (var container in Containers.All)
        {
            foreach (var document in await _house.ChangesAsync(container))
            {
                var text = $"{document.Key} {System.Text.Encoding.UTF8.GetString(document.Body.Span)}";
                found.AddRange(words.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
                    .Select(word => $"{word} in {container} {document.Key}"));
            }
        }

        return found;
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();
}

/// <summary>A store whose writes can be made to fail from a certain one on, as if the process had died, and that remembers what of the change feeds was
/// read.</summary>
internal sealed class BreakingStore(IDocumentStore inner) : IDocumentStore
{
    /// <summary>How many more writes go well; <c>null</c> for all.</summary>
    public int? Left { get; set; }

    /// <summary>Called before each write.</summary>
    public Func<Task>? BeforeWrite { get; set; }

    /// <summary>From where a change feed was read, and how many documents came.</summary>
    public List<(string Container, string Cursor, int Documents)> Changes { get; } = [];

    public Task<Document?> GetAsync(string container, DocumentKey key, CancellationToken cancellationToken = default) =>
        inner.GetAsync(container, key, cancellationToken);

    public Task<IReadOnlyList<Document>> GetManyAsync(string container, IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken = default) =>
        inner.GetManyAsync(container, keys, cancellationToken);

    public Task<WriteResult> CreateAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        Write(() => inner.CreateAsync(container, document, cancellationToken));

    public Task<WriteResult> ReplaceAsync(string container, DocumentWrite document, string etag, CancellationToken cancellationToken = default) =>
        Write(() => inner.ReplaceAsync(container, document, etag, cancellationToken));

    public Task<WriteResult> UpsertAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        Write(() => inner.UpsertAsync(container, document, cancellationToken));

    public Task<bool> DeleteAsync(string container, DocumentKey key, CancellationToken cancellationToken = default) =>
        Write(() => inner.DeleteAsync(container, key, cancellationToken));

    public Task<IReadOnlyList<Document>> RangeAsync(string container, string partition, IdRange range, int limit,
        CancellationToken cancellationToken = default) => inner.RangeAsync(container, partition, range, limit, cancellationToken);

    public async Task<ChangePage> ReadChangesAsync(string container, string cursor, int limit, CancellationToken cancellationToken = default)
    {
        var page = await inner.ReadChangesAsync(container, cursor, limit, cancellationToken);
        Changes.Add((container, cursor, page.Documents.Count));
        return page;
    }

    private async Task<T> Write<T>(Func<Task<T>> write)
    {
        if (BeforeWrite is { } before)
            await before();
        if (Left is { } left)
            Left = left > 0 ? left - 1 : throw new StoreUnavailableException("the process died here");
        return await write();
    }
}

/// <summary>Files that remember whose traces they were asked to remove.</summary>
internal sealed class RememberedFiles : IPersonalFiles
{
    public List<string> Identifiers { get; } = [];

    public List<string> Mails { get; } = [];

    public Task EraseAsync(PersonalTraces person, CancellationToken cancellationToken = default)
    {
        Identifiers.AddRange(person.Identifiers);
        Mails.AddRange(person.Mails);
        return Task.CompletedTask;
    }
}

/// <summary>The real store's scrubbing, without the store being the container's to close.</summary>
internal sealed class Scrub(Func<IScrub> store) : IScrub
{
    public Task ScrubAsync(IReadOnlyCollection<ReadOnlyMemory<byte>>? traces, CancellationToken cancellationToken = default) =>
        store().ScrubAsync(traces, cancellationToken);
}

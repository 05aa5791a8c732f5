using System.Globalization;
using Feedback.Core.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Sqlite.Tests;

public sealed class WriterTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private SqliteDocumentStore _store = null!;

    private string DatabasePath => _folder.File("store.db");

    public Task InitializeAsync()
    {
        _store = SqliteDocumentStore.Open(new SqliteStoreOptions { Path = DatabasePath }, _time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete();
    }

    private async Task ReopenAsync(SqliteStoreOptions options)
    {
        await _store.DisposeAsync();
        _store = SqliteDocumentStore.Open(options, _time);
    }

    private Task<WriteResult> CreateAsync(string id, int bytes = 10, DateTimeOffset? expires = null)
    {
        var body = new byte[bytes];
        body.AsSpan().Fill((byte)' ');
        "{}"u8.CopyTo(body);
        return _store.CreateAsync(Containers.Feedback, new DocumentWrite(new DocumentKey(id, id), body, expires));
    }

    private Task<Document?> GetAsync(string id) => _store.GetAsync(Containers.Feedback, new DocumentKey(id, id));

    private static string Id(int n) => n.ToString("D6", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Writes_made_at_once_share_transactions()
    {
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(n => CreateAsync(Id(n))));

        Assert.InRange(_store.Commits, 1, 500);
    }

    [Fact]
    public async Task A_refused_write_does_not_harm_its_neighbours()
    {
        await CreateAsync("taken");

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => CreateAsync(n % 2 == 0 ? "taken" : Id(n))));

        Assert.All(results.Index(), result => Assert.Equal(result.Index % 2 == 1, result.Item.Written));
    }

    [Fact]
    public async Task Callers_beyond_the_queue_wait_and_are_written()
    {
        // On the pool, as callers of the product are: the runner's own context takes one continuation at a time.
        var results = await Task.Run(() => Task.WhenAll(Enumerable.Range(0, 5000).Select(n => CreateAsync(Id(n)))));

        Assert.All(results, result => Assert.True(result.Written));
    }

    [Fact]
    public async Task What_the_tables_have_no_room_for_is_written_until_the_log_is_full_and_is_there_after_a_reopening()
    {
        await ReopenAsync(new SqliteStoreOptions { Path = DatabasePath, MaxPages = 100, SegmentBytes = 100_000 });
        var acknowledged = new List<string>();
        StoreUnavailableException? failure = null;
        for (var n = 0; failure is null; n++)
        {
            try
            {
                await CreateAsync(Id(n), 50_000);
                acknowledged.Add(Id(n));
            }
            catch (StoreUnavailableException e)
            {
                failure = e;
            }
        }

        Assert.Contains("database or disk is full", failure.Message, StringComparison.Ordinal);
        foreach (var id in acknowledged)
            Assert.NotNull(await GetAsync(id));
        await ReopenAsync(new SqliteStoreOptions { Path = DatabasePath });
        foreach (var id in acknowledged)
            Assert.NotNull(await GetAsync(id));
        Assert.True((await CreateAsync("more")).Written);
    }

    [Fact]
    public async Task Another_program_that_keeps_the_tables_locked_is_waited_for_beside_the_writes()
    {
        await ReopenAsync(new SqliteStoreOptions { Path = DatabasePath, LockTimeout = TimeSpan.Zero });
        using var other = Connection.Open(DatabasePath, readOnly: false);
        other.Execute("BEGIN IMMEDIATE");
        await CreateAsync("a");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.ScrubAsync([]));

        other.Execute("ROLLBACK");

        await _store.IndexAsync();
        Assert.Equal(1, Rows());
    }

    [Fact]
    public async Task Expired_documents_are_purged_from_the_file()
    {
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(n => CreateAsync(Id(n), expires: _time.GetUtcNow().AddSeconds(30))));
        await CreateAsync("stays");
        await _store.IndexAsync();
        Assert.Equal(1201, Rows());

        _time.Advance(TimeSpan.FromMinutes(1));

        // The purge stands in the writer's queue: what is asked for behind it shows that it is done.
        await _store.IndexAsync();
        Assert.Equal(1, Rows());
    }

    private long Rows()
    {
        using var connection = Connection.Open(DatabasePath, readOnly: true);
        return connection.Scalar("SELECT count(*) FROM feedback");
    }

    [Fact]
    public async Task A_range_is_read_as_it_stood_however_much_is_written_meanwhile()
    {
        // Every generation rewrites all documents in one order; a range that saw two moments would mix them out of order.
        const int documents = 400;
        await WriteGenerationAsync(0);
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            for (var generation = 1; !stop.IsCancellationRequested; generation++)
                await WriteGenerationAsync(generation);
        });

        for (var read = 0; read < 200; read++)
        {
            var range = await _store.RangeAsync(Containers.Folds, "p", IdRange.All, documents * 2);
            var generations = range.Select(document => int.Parse(document.Body.Span[1..], CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(documents, generations.Length);
            Assert.Equal(generations.OrderDescending(), generations);
            Assert.InRange(generations[0] - generations[^1], 0, 1);
        }

        await stop.CancelAsync();
        await writer;

        Task WriteGenerationAsync(int generation) => Task.WhenAll(Enumerable.Range(0, documents).Select(n => _store.UpsertAsync(
            Containers.Folds,
            new DocumentWrite(new DocumentKey("p", Id(n)),
                System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $" {generation}"))))));
    }

    [Fact]
    public async Task The_logs_do_not_grow_with_what_is_written()
    {
        await ReopenAsync(new SqliteStoreOptions { Path = DatabasePath, SegmentBytes = 8 << 20 });
        for (var round = 0; round < 60; round++)
            await Task.WhenAll(Enumerable.Range(0, 20).Select(n => CreateAsync(Id((round * 20) + n), 1 << 18)));

        // 300 MiB of bodies were written. SQLite's own log begins anew when nobody reads from it just then; on a busy machine that can take a few segments.
        var logs = Directory.GetFiles(Path.GetDirectoryName(DatabasePath)!, "store.db?*").Where(file => file != DatabasePath)
            .Sum(file => new FileInfo(file).Length);
        Assert.InRange(logs, 1, 200L << 20);
    }
}

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
    public async Task A_full_disk_fails_the_write_and_later_writes_are_tried_again()
    {
        await ReopenAsync(new SqliteStoreOptions { Path = DatabasePath, MaxPages = 100 });

        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync("big", 1 << 20));

        Assert.Null(await GetAsync("big"));
        Assert.True((await CreateAsync("small")).Written);
    }

    [Fact]
    public async Task What_fails_in_a_transaction_takes_no_acknowledged_write_with_it()
    {
        await ReopenAsync(new SqliteStoreOptions { Path = DatabasePath, MaxPages = 100 });
        var writes = new List<Task<WriteResult>>();
        for (var wave = 0; wave < 10; wave++)
        {
            // In every second wave one write is too large for the file.
            writes.AddRange(Enumerable.Range(0, 20).Select(n => CreateAsync(Id((wave * 20) + n), wave % 2 == 0 && n == 10 ? 1 << 20 : 10)));
            await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        foreach (var (n, write) in writes.Index())
        {
            try
            {
                await write;
                Assert.NotNull(await GetAsync(Id(n)));
            }
            catch (StoreUnavailableException)
            {
                Assert.Null(await GetAsync(Id(n)));
            }
        }
        Assert.Contains(writes, write => write.IsFaulted);
        Assert.Contains(writes, write => write.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_writer_that_another_program_keeps_out_fails_with_the_store_unavailable()
    {
        await ReopenAsync(new SqliteStoreOptions { Path = DatabasePath, LockTimeout = TimeSpan.Zero });
        using var other = Connection.Open(DatabasePath, readOnly: false);
        other.Execute("BEGIN IMMEDIATE");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync("a"));

        other.Execute("ROLLBACK");

        Assert.True((await CreateAsync("a")).Written);
    }

    [Fact]
    public async Task Expired_documents_are_purged_from_the_file()
    {
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(n => CreateAsync(Id(n), expires: _time.GetUtcNow().AddSeconds(30))));
        await CreateAsync("stays");
        Assert.Equal(1201, Rows());

        _time.Advance(TimeSpan.FromMinutes(1));

        // The purge stands in the writer's queue, a portion at a time: a write behind each shows that it is done.
        for (var portion = 0; portion < 4; portion++)
            await _store.UpsertAsync(Containers.Settings, new DocumentWrite(new DocumentKey("a", "a"), "{}"u8.ToArray()));
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
    public async Task The_log_does_not_grow_with_what_is_written()
    {
        for (var round = 0; round < 60; round++)
            await Task.WhenAll(Enumerable.Range(0, 20).Select(n => CreateAsync(Id((round * 20) + n), 1 << 18)));

        // 300 MiB of bodies were written.
        Assert.InRange(new FileInfo(DatabasePath + "-wal").Length, 1, 260L << 20);
    }
}

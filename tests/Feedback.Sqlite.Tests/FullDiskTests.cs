using Feedback.Core.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Sqlite.Tests;

/// <summary>What the store says of itself while nothing can be written.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const int NoSpace = 28;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private IOException? _failure;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    private SqliteDocumentStore Open(int? maxPages = null, long segmentBytes = 1 << 20) => SqliteDocumentStore.Open(
        new SqliteStoreOptions
        {
            Path = _folder.File("store.db"),
            MaxPages = maxPages,
            SegmentBytes = segmentBytes,
            Sync = _ =>
            {
                if (_failure is not null)
                    throw _failure;
            },
        },
        _time);

    private static Task<WriteResult> CreateAsync(SqliteDocumentStore store, string id, int bytes = 2) => store.CreateAsync(
        Containers.Feedback, new DocumentWrite(new DocumentKey(id, id), System.Text.Encoding.ASCII.GetBytes("{}".PadRight(bytes))));

    [Fact]
    public async Task It_says_that_the_disk_is_full_until_a_write_succeeds()
    {
        await using var store = Open();
        await CreateAsync(store, "before");
        Assert.Null(store.WriteFault);

        _failure = new IOException("No space left on device", NoSpace);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(store, "refused"));
        Assert.Equal("the disk is full", store.WriteFault);

        _failure = null;
        await CreateAsync(store, "after");
        Assert.Null(store.WriteFault);
    }

    [Fact]
    public async Task It_tells_a_disk_that_fails_from_one_that_is_full()
    {
        await using var store = Open();
        _failure = new IOException("Input/output error", 5);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(store, "refused"));

        Assert.Equal("the disk fails", store.WriteFault);
    }

    [Fact]
    public async Task It_finds_out_by_itself_that_there_is_room_again_and_nobody_sees_how()
    {
        await using var store = Open();
        _failure = new IOException("No space left on device", NoSpace);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(store, "refused"));
        _failure = null;

        for (var tries = 0; store.WriteFault is not null; tries++)
        {
            Assert.InRange(tries, 0, 1000);
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(10);
        }

        Assert.Empty((await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 10)).Documents);
        Assert.True((await CreateAsync(store, "a")).Written);
    }

    [Fact]
    public async Task It_says_so_too_when_the_tables_have_no_room_and_the_log_has_become_full()
    {
        await using var store = Open(maxPages: 100, segmentBytes: 100_000);
        StoreUnavailableException? refused = null;
        for (var n = 0; refused is null; n++)
        {
            try
            {
                await CreateAsync(store, $"{n}", bytes: 10_000);
            }
            catch (StoreUnavailableException e)
            {
                refused = e;
            }
        }

        Assert.Equal("the disk is full", store.WriteFault);
    }
}

using System.Globalization;
using Feedback.Core.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Sqlite.Tests;

/// <summary>What a crash, a failing disk or somebody's hand leaves of the log.</summary>
public sealed class LogTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new(), _left = new();
    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private bool _flushFails;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        _left.Delete();
        return Task.CompletedTask;
    }

    private SqliteDocumentStore Open(TemporaryFolder folder, int segmentBytes = 1 << 20) => SqliteDocumentStore.Open(
        new SqliteStoreOptions
        {
            Path = folder.File("store.db"),
            SegmentBytes = segmentBytes,
            Sync = _ =>
            {
                if (_flushFails)
                    throw new IOException("the disk is gone");
            },
        },
        _time);

    private static Task<WriteResult> CreateAsync(SqliteDocumentStore store, string id, int bytes = 100) => store.CreateAsync(
        Containers.Feedback, new DocumentWrite(new DocumentKey(id, id), System.Text.Encoding.ASCII.GetBytes($"\"{new string('x', bytes)}\"")));

    private static async Task<string[]> IdsAsync(SqliteDocumentStore store) =>
        [.. (await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 1000)).Documents.Select(document => document.Key.Id)];

    /// <summary>Copies the files as a kill would leave them now, but for those that are left out. A log that is indexed and removed meanwhile would be missed
    /// beside an older database, so all are copied again.</summary>
    private void Leave(string pattern = "store.db*")
    {
        while (!TryLeave(pattern))
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_left.File("store.db"))!, pattern))
                File.Delete(file);
        }
    }

    private bool TryLeave(string pattern)
    {
        try
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_folder.File("store.db"))!, pattern)
                .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
                File.Copy(file, _left.File(Path.GetFileName(file)), overwrite: true);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private void Change(Func<byte[], byte[]> change)
    {
        var path = _left.File("store.db.log-1");
        File.WriteAllBytes(path, change(File.ReadAllBytes(path)));
    }

    private async Task WriteAndLeaveAsync(int documents)
    {
        await using var store = Open(_folder);
        for (var n = 0; n < documents; n++)
            await CreateAsync(store, n.ToString(CultureInfo.InvariantCulture));
        Leave();
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_kill()
    {
        await WriteAndLeaveAsync(3);

        await using var store = Open(_left);

        Assert.Equal(["0", "1", "2"], await IdsAsync(store));
        Assert.False((await CreateAsync(store, "1")).Written);
    }

    [Fact]
    public async Task A_kill_between_the_moving_into_the_tables_and_the_reuse_of_the_log_changes_nothing()
    {
        await using (var store = Open(_folder))
        {
            await CreateAsync(store, "deleted");
            var etag = (await CreateAsync(store, "kept")).ETag!;
            await store.DeleteAsync(Containers.Feedback, new("deleted", "deleted"));
            await store.ReplaceAsync(Containers.Feedback, new(new("kept", "kept"), "{}"u8.ToArray()), etag);
            Leave("store.db.log-*");
        }
        Leave("store.db");

        await using var again = Open(_left);

        Assert.Equal(["kept"], await IdsAsync(again));
        Assert.True((await CreateAsync(again, "deleted")).Written);
        Assert.Equal(["kept", "deleted"], await IdsAsync(again));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(150)]
    public async Task A_torn_tail_is_cut(int bytes)
    {
        await WriteAndLeaveAsync(3);
        Change(all => [.. all.AsSpan(0, LastIndexOf(all) + 1 - bytes), .. new byte[bytes]]);

        await using (var store = Open(_left))
        {
            Assert.Equal(["0", "1"], await IdsAsync(store));
            Assert.True((await CreateAsync(store, "2")).Written);
        }

        await using var again = Open(_left);
        Assert.Equal(["0", "1", "2"], await IdsAsync(again));
    }

    [Fact]
    public async Task Damage_before_what_was_acknowledged_later_is_an_error_that_names_the_file()
    {
        await WriteAndLeaveAsync(4);
        Change(all =>
        {
            all[4096 + 400] ^= 1;
            return all;
        });

        var error = Assert.Throws<InvalidDataException>(() => Open(_left));

        Assert.Contains(_left.File("store.db.log-1"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_header_of_a_file_that_holds_something_is_an_error_that_names_the_file()
    {
        await WriteAndLeaveAsync(1);
        Change(all =>
        {
            all[20] ^= 1;
            return all;
        });

        var error = Assert.Throws<InvalidDataException>(() => Open(_left));

        Assert.Contains(_left.File("store.db.log-1"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_of_the_log_is_an_error()
    {
        await using (var store = Open(_folder, segmentBytes: 5_000))
        {
            using var other = Connection.Open(_folder.File("store.db"), readOnly: false);
            other.Execute("BEGIN IMMEDIATE");
            for (var n = 0; n < 10; n++)
                await CreateAsync(store, n.ToString(CultureInfo.InvariantCulture));
            Leave();
            other.Execute("ROLLBACK");
        }
        File.Delete(_left.File("store.db.log-1"));

        var error = Assert.Throws<InvalidDataException>(() => Open(_left));

        Assert.Contains("is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flush_that_fails_acknowledges_nothing_and_the_log_goes_on_in_another_file()
    {
        await using (var store = Open(_folder))
        {
            await CreateAsync(store, "before");
            _flushFails = true;
            await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(store, "lost"));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(store, "lost too"));
            _flushFails = false;
            await CreateAsync(store, "after");

            Assert.Equal(["before", "after"], await IdsAsync(store));
            Leave();
        }

        // The bytes of what failed are in the file, but it is not read beyond what was acknowledged.
        await using var again = Open(_left);
        Assert.Equal(["before", "after"], await IdsAsync(again));
    }

    [Fact]
    public async Task What_was_written_over_before_it_is_indexed_never_reaches_the_tables()
    {
        await using var store = Open(_folder);
        var first = await CreateAsync(store, "a");
        await store.ReplaceAsync(Containers.Feedback, new(new("a", "a"), "{}"u8.ToArray()), first.ETag!);

        await store.IndexAsync();

        using var connection = Connection.Open(_folder.File("store.db"), readOnly: true);
        Assert.Equal(2, connection.Scalar("SELECT max(seq) FROM feedback"));
        Assert.Equal(1, connection.Scalar("SELECT total(length(body) > 2) = 0 FROM feedback"));
    }

    private static int LastIndexOf(byte[] bytes) => Array.FindLastIndex(bytes, one => one != 0);
}

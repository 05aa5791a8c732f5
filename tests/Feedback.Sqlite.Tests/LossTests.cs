using System.Globalization;
using Feedback.Core.Storage;
using Feedback.Sqlite.Log;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Sqlite.Tests;

/// <summary>What was acknowledged and is gone from the end, where nothing stands behind it that could tell.</summary>
public sealed class LossTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new(), _left = new();
    private readonly FakeTimeProvider _time = new(TestTime.Start);

    private string Newest => _left.File("store.db.log-1");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        _left.Delete();
        return Task.CompletedTask;
    }

    private SqliteDocumentStore Open(TemporaryFolder folder, bool readOnly = false) =>
        SqliteDocumentStore.Open(new SqliteStoreOptions { Path = folder.File("store.db"), ReadOnly = readOnly }, _time);

    private static Task<WriteResult> CreateAsync(SqliteDocumentStore store, string id) =>
        store.CreateAsync(Containers.Feedback, new DocumentWrite(new DocumentKey(id, id), "{}"u8.ToArray()));

    private static async Task<string[]> IdsAsync(SqliteDocumentStore store) =>
        [.. (await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 1000)).Documents.Select(document => document.Key.Id)];

    /// <summary>Writes three documents, waits until the mark says so, writes one more and leaves the files as a kill would.</summary>
    private async Task WriteAndLeaveAsync()
    {
        await using var store = Open(_folder);
        for (var n = 0; n < 3; n++)
            await CreateAsync(store, n.ToString(CultureInfo.InvariantCulture));
        _time.Advance(MarkWriter.Interval);
        await CreateAsync(store, "3");
        Leave();
    }

    private void Leave()
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_folder.File("store.db"))!)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            File.Copy(file, _left.File(Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>Cuts the log behind some of its frames: the documents here take as many bytes each.</summary>
    private void Cut(int documents)
    {
        using var file = new FileStream(Newest, FileMode.Open);
        file.SetLength(SegmentHeader.Bytes + (documents * 56));
    }

    [Fact]
    public async Task After_a_kill_nothing_is_lost()
    {
        await WriteAndLeaveAsync();

        await using var store = Open(_left);

        Assert.Empty(store.Losses());
        Assert.Equal(4, (await IdsAsync(store)).Length);
    }

    [Fact]
    public async Task A_missing_newest_file_is_told_by_its_name_and_the_numbers_that_were_in_it()
    {
        await WriteAndLeaveAsync();
        File.Delete(Newest);

        await using var store = Open(_left);

        Assert.Contains($"{Newest} is missing: numbers 1 to 3 were acknowledged", Assert.Single(store.Losses()), StringComparison.Ordinal);
        Assert.Empty(await store.CheckAsync());
    }

    [Fact]
    public async Task A_log_that_is_cut_before_what_was_known_is_told()
    {
        await WriteAndLeaveAsync();
        Cut(documents: 2);

        await using var store = Open(_left);

        Assert.Contains($"{Newest} is cut: numbers 3 to 3 were acknowledged", Assert.Single(store.Losses()), StringComparison.Ordinal);
        Assert.Equal(["0", "1"], await IdsAsync(store));
    }

    [Fact]
    public async Task A_log_that_is_cut_behind_what_was_known_could_be_a_torn_end_and_raises_no_alarm()
    {
        await WriteAndLeaveAsync();
        Cut(documents: 3);

        await using var store = Open(_left);

        Assert.Empty(store.Losses());
    }

    [Fact]
    public async Task A_database_that_is_older_than_at_its_last_orderly_end_is_told()
    {
        await using (var store = Open(_folder))
            await CreateAsync(store, "a");
        Leave();
        var older = await File.ReadAllBytesAsync(_left.File("store.db"));
        await using (var store = Open(_left))
            await CreateAsync(store, "b");
        await File.WriteAllBytesAsync(_left.File("store.db"), older);

        await using var again = Open(_left);

        Assert.Contains($"{_left.File("store.db")} is older than it was", Assert.Single(again.Losses()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_that_are_gone_are_not_given_out_again()
    {
        await WriteAndLeaveAsync();
        File.Delete(Newest);

        for (var opening = 0; opening < 3; opening++)
        {
            await using var store = Open(_left);
            var written = await CreateAsync(store, $"after {opening}");
            Assert.True(long.Parse(written.ETag!, CultureInfo.InvariantCulture) > 3);
            // What a processor has seen lies behind it.
            Assert.Equal($"after {opening}", (await store.ReadChangesAsync(Containers.Feedback, "3", 100)).Documents[^1].Key.Id);
        }
    }

    [Fact]
    public async Task A_loss_is_told_once_at_each_start_until_somebody_deletes_the_file_that_says_so()
    {
        await WriteAndLeaveAsync();
        File.Delete(Newest);
        await Open(_left).DisposeAsync();
        await using (var store = Open(_left))
        {
            Assert.Single(store.Losses());
            File.Delete(store.LossesPath);
        }

        await using var again = Open(_left);

        Assert.Empty(again.Losses());
    }

    [Fact]
    public async Task A_kill_after_a_loss_was_noted_is_opened_like_any_other()
    {
        await WriteAndLeaveAsync();
        File.Delete(Newest);
        await using (var store = Open(_left))
        {
            await CreateAsync(store, "after");
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Newest)!).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
                File.Copy(file, _folder.File(Path.GetFileName(file)), overwrite: true);
        }

        await using var again = Open(_folder);

        Assert.Equal(["after"], await IdsAsync(again));
        Assert.Single(again.Losses());
    }

    [Fact]
    public async Task Who_only_reads_tells_a_loss_that_nobody_has_noted_and_changes_nothing()
    {
        await WriteAndLeaveAsync();
        File.Delete(Newest);

        await using var reader = Open(_left, readOnly: true);

        Assert.Contains("is missing", Assert.Single(reader.Losses()), StringComparison.Ordinal);
        Assert.False(File.Exists(reader.LossesPath));
    }

    [Fact]
    public async Task A_damaged_mark_is_told()
    {
        await WriteAndLeaveAsync();
        var mark = await File.ReadAllBytesAsync(_left.File("store.db.mark"));
        mark[20] ^= 1;
        await File.WriteAllBytesAsync(_left.File("store.db.mark"), mark);

        await using var store = Open(_left);

        Assert.Contains("store.db.mark is damaged", Assert.Single(store.Losses()), StringComparison.Ordinal);
        Assert.Equal(4, (await IdsAsync(store)).Length);
    }

    [Fact]
    public async Task A_database_without_a_mark_is_opened_as_it_is()
    {
        await WriteAndLeaveAsync();
        File.Delete(_left.File("store.db.mark"));

        await using var store = Open(_left);

        Assert.Empty(store.Losses());
    }
}

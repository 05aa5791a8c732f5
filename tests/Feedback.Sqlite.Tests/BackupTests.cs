using System.Globalization;
using System.Text;
using Feedback.Core.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Sqlite.Tests;

/// <summary>A copy of the store, taken while others read and write.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestTime.Start);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    private string Copy => _folder.File("copy.db");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_holds_what_is_in_the_tables_and_in_the_log_as_of_now(bool besideTheWriter)
    {
        await using var writer = Open("store.db");
        foreach (var id in new[] { "a", "b", "c", "d" })
            await writer.CreateAsync(Containers.Folds, Write(id, 1));
        await writer.IndexAsync();
        await writer.UpsertAsync(Containers.Folds, Write("b", 2));
        await writer.DeleteAsync(Containers.Folds, new("p", "c"));
        await writer.CreateAsync(Containers.Feedback, Write("bb", 1));

        await using var reader = besideTheWriter ? Open("store.db", readOnly: true) : null;
        await (reader ?? writer).BackUpAsync(Copy);

        await using var copy = Open("copy.db");
        Assert.Equal(["a 1", "b 2", "d 1"], await RangeAsync(copy));
        Assert.NotNull(await copy.GetAsync(Containers.Feedback, new("p", "bb")));
    }

    [Fact]
    public async Task Versions_and_cursors_of_the_store_hold_in_it_too_and_no_number_is_given_out_twice()
    {
        await using var writer = Open("store.db");
        await writer.CreateAsync(Containers.Folds, Write("a", 1));
        var cursor = (await writer.ReadChangesAsync(Containers.Folds, ChangeCursor.Now, 1)).Cursor;
        var written = await writer.CreateAsync(Containers.Folds, Write("b", 1));

        await writer.BackUpAsync(Copy);

        await using var copy = Open("copy.db");
        Assert.Equal(["b"], (await copy.ReadChangesAsync(Containers.Folds, cursor, 10)).Documents.Select(document => document.Key.Id));
        var next = await copy.CreateAsync(Containers.Folds, Write("c", 1));
        Assert.True(long.Parse(next.ETag!, CultureInfo.InvariantCulture) > long.Parse(written.ETag!, CultureInfo.InvariantCulture));
        Assert.True((await copy.ReplaceAsync(Containers.Folds, Write("b", 2), written.ETag!)).Written);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Taken_in_the_middle_of_writing_it_is_the_store_of_one_moment(bool besideTheWriter)
    {
        await using var writer = Open("store.db");
        await using var reader = besideTheWriter ? Open("store.db", readOnly: true) : null;
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writing = Task.Run(async () =>
        {
            for (var n = 1; !stop.IsCancellationRequested; n++)
            {
                await writer.CreateAsync(Containers.Folds, Write(n.ToString("D7", CultureInfo.InvariantCulture), n));
                await writer.UpsertAsync(Containers.Customers, Write("newest", n));
                Volatile.Write(ref written, n);
            }
        });

        while (Volatile.Read(ref written) == 0)
            await Task.Delay(10);
        for (var round = 0; round < 8; round++)
        {
            await Task.Delay(100);
            var before = Volatile.Read(ref written);
            await (reader ?? writer).BackUpAsync(_folder.File($"copy-{round}.db"));

            await using var copy = Open($"copy-{round}.db");
            var all = await RangeAsync(copy);
            Assert.True(all.Length >= before);
            Assert.EndsWith($" {all.Length}", all[^1], StringComparison.Ordinal);
            var newest = int.Parse(Encoding.ASCII.GetString((await copy.GetAsync(Containers.Customers, new("p", "newest")))!.Body.Span),
                CultureInfo.InvariantCulture);
            Assert.InRange(newest, all.Length - 1, all.Length);
        }

        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task It_is_one_file()
    {
        await using (var writer = Open("store.db"))
        {
            await writer.CreateAsync(Containers.Folds, Write("a", 1));
            await writer.BackUpAsync(Copy);
        }

        Assert.Equal(["copy.db"], Directory.GetFiles(Path.GetDirectoryName(Copy)!, "copy*").Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_was_deleted_or_written_over_is_not_in_it()
    {
        await using (var writer = Open("store.db"))
        {
            await writer.UpsertAsync(Containers.Folds, new(new("p", "a"), "Ana Lopez"u8.ToArray()));
            await writer.UpsertAsync(Containers.Folds, new(new("p", "b"), "Ben Lopez"u8.ToArray()));
            await writer.UpsertAsync(Containers.Folds, new(new("p", "a"), "nobody"u8.ToArray()));
            await writer.DeleteAsync(Containers.Folds, new("p", "b"));
            await writer.BackUpAsync(Copy);
        }

        Assert.Equal(-1, File.ReadAllBytes(Copy).AsSpan().IndexOf("Lopez"u8));
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_written_over()
    {
        await using var writer = Open("store.db");
        await File.WriteAllTextAsync(Copy, "mine");

        await Assert.ThrowsAsync<IOException>(() => writer.BackUpAsync(Copy));

        Assert.Equal("mine", await File.ReadAllTextAsync(Copy));
    }

    [Fact]
    public async Task A_store_that_is_whole_has_no_faults()
    {
        await using var writer = Open("store.db");
        await FillAsync(writer);

        Assert.Empty(await writer.CheckAsync());
    }

    [Fact]
    public async Task A_damaged_page_is_named_and_not_copied()
    {
        await using (var writer = Open("store.db"))
            await FillAsync(writer);
        await using (var file = File.OpenWrite(_folder.File("store.db")))
        {
            file.Position = file.Length / 4096 / 2 * 4096;
            file.Write(new byte[4096]);
        }

        await using var damaged = Open("store.db", readOnly: true);

        Assert.NotEmpty(await damaged.CheckAsync());
        await Assert.ThrowsAsync<InvalidDataException>(() => damaged.BackUpAsync(Copy));
    }

    [Fact]
    public async Task Damage_in_the_middle_of_the_log_is_named_where_nobody_writes()
    {
        var killed = _folder.File("killed.db");
        await using (var writer = Open("store.db"))
        {
            for (var n = 0; n < 5; n++)
                await writer.CreateAsync(Containers.Folds, new(new("p", n.ToString(CultureInfo.InvariantCulture)), new byte[900]));
            // As a process leaves it that is killed.
            var files = Directory.GetFiles(Path.GetDirectoryName(killed)!, "store.db*");
            foreach (var file in files.Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
                File.Copy(file, file.Replace("store.db", "killed.db", StringComparison.Ordinal));
        }

        var log = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(killed)!, "killed.db.log-*"));
        await using (var file = File.OpenWrite(log))
        {
            file.Position = 1_200;
            file.Write(new byte[16].Select(_ => (byte)0xFF).ToArray());
        }

        await using var damaged = Open("killed.db", readOnly: true);

        Assert.Contains(await damaged.CheckAsync(), fault => fault.Contains("killed.db.log-", StringComparison.Ordinal));
    }

    private static Task<WriteResult[]> FillAsync(SqliteDocumentStore store) => Task.WhenAll(Enumerable.Range(0, 500)
        .Select(n => store.CreateAsync(Containers.Folds, new(new("p", n.ToString("D4", CultureInfo.InvariantCulture)), new byte[900]))));

    private SqliteDocumentStore Open(string name, bool readOnly = false) =>
        SqliteDocumentStore.Open(new SqliteStoreOptions { Path = _folder.File(name), ReadOnly = readOnly, SegmentBytes = 20_000 }, _time);

    private static DocumentWrite Write(string id, int value) => new(new("p", id), Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

    private static async Task<string[]> RangeAsync(SqliteDocumentStore store) =>
        [.. (await store.RangeAsync(Containers.Folds, "p", IdRange.All, int.MaxValue)).Select(document =>
            $"{document.Key.Id} {Encoding.ASCII.GetString(document.Body.Span)}")];
}

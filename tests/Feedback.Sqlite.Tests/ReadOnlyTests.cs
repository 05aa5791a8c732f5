using System.Globalization;
using Feedback.Core.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Sqlite.Tests;

/// <summary>A store that is opened for reading beside the one that writes.</summary>
public sealed class ReadOnlyTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestTime.Start);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    private SqliteDocumentStore Open(bool readOnly) => SqliteDocumentStore.Open(
        new SqliteStoreOptions { Path = _folder.File("store.db"), ReadOnly = readOnly, SegmentBytes = 20_000 }, _time);

    private static DocumentWrite Write(string id, int value) =>
        new(new("p", id), System.Text.Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

    [Fact]
    public async Task It_sees_what_is_in_the_log_and_what_is_in_the_tables_as_one()
    {
        await using var writer = Open(readOnly: false);
        await using var reader = Open(readOnly: true);
        foreach (var id in new[] { "a", "b", "c", "d" })
            await writer.CreateAsync(Containers.Folds, Write(id, 1));
        await writer.IndexAsync();
        await writer.UpsertAsync(Containers.Folds, Write("b", 2));
        await writer.DeleteAsync(Containers.Folds, new("p", "c"));
        await writer.CreateAsync(Containers.Folds, Write("bb", 1));

        Assert.Equal(["a", "b", "bb", "d"], await RangeAsync(reader));
        Assert.Equal(["a", "d", "b", "bb"], (await reader.ReadChangesAsync(Containers.Folds, ChangeCursor.Beginning, 10)).Documents.Select(d => d.Key.Id));
        Assert.Equal("2"u8.ToArray(), (await reader.GetAsync(Containers.Folds, new("p", "b")))!.Body.ToArray());
        Assert.Null(await reader.GetAsync(Containers.Folds, new("p", "c")));
    }

    [Fact]
    public async Task It_goes_on_with_a_writer_that_was_closed_and_opened_again()
    {
        var writer = Open(readOnly: false);
        await using var reader = Open(readOnly: true);
        for (var opening = 0; opening < 5; opening++)
        {
            var id = opening.ToString(CultureInfo.InvariantCulture);
            await writer.CreateAsync(Containers.Folds, Write(id, 1));
            Assert.NotNull(await reader.GetAsync(Containers.Folds, new("p", id)));
            await writer.DisposeAsync();
            Assert.Equal(opening + 1, (await RangeAsync(reader)).Length);
            writer = Open(readOnly: false);
        }
        await writer.DisposeAsync();
    }

    [Fact]
    public async Task It_never_sees_a_document_go_back_or_away_while_segments_are_filled_and_indexed()
    {
        const int documents = 20, rounds = 400;
        await using var writer = Open(readOnly: false);
        await using var reader = Open(readOnly: true);
        var writing = Task.Run(async () =>
        {
            for (var round = 1; round <= rounds; round++)
            {
                for (var n = 0; n < documents; n++)
                    await writer.UpsertAsync(Containers.Folds, Write(n.ToString("D2", CultureInfo.InvariantCulture), round));
            }
        });

        var seen = new Dictionary<string, int>();
        var cursor = ChangeCursor.Beginning;
        var last = new Dictionary<string, int>();
        for (var isDone = false; !isDone;)
        {
            isDone = writing.IsCompleted;
            var range = await reader.RangeAsync(Containers.Folds, "p", IdRange.All, 100);
            Assert.True(range.Count >= seen.Count);
            foreach (var document in range)
            {
                Assert.True(seen.GetValueOrDefault(document.Key.Id) <= Value(document));
                seen[document.Key.Id] = Value(document);
            }
            var page = await reader.ReadChangesAsync(Containers.Folds, cursor, 1000);
            cursor = page.Cursor;
            foreach (var document in page.Documents)
                last[document.Key.Id] = Value(document);
        }

        await writing;
        Assert.Equal(documents, seen.Count);
        Assert.All(seen.Values, value => Assert.Equal(rounds, value));
        Assert.All(last.Values, value => Assert.Equal(rounds, value));
    }

    [Fact]
    public async Task It_reads_a_closed_database_in_a_folder_that_cannot_be_written_to_and_leaves_nothing_beside_it()
    {
        await using (var writer = Open(readOnly: false))
            await writer.CreateAsync(Containers.Folds, Write("a", 1));
        var files = Directory.GetFiles(_folder.File(""));

        await using var reader = OpenInUnwritableFolder();

        Assert.Equal(["a"], await RangeAsync(reader));
        Assert.Empty(await reader.CheckAsync());
        Assert.Empty(reader.Losses());
        Assert.Equal(files.Order(), Directory.GetFiles(_folder.File("")).Order());
    }

    [Fact]
    public async Task In_a_folder_that_cannot_be_written_to_it_says_what_to_do_with_a_database_that_was_not_closed()
    {
        await using (var writer = Open(readOnly: false))
            await writer.CreateAsync(Containers.Folds, Write("a", 1));
        await File.WriteAllTextAsync(_folder.File("store.db-wal"), "what a kill leaves");

        var error = Assert.Throws<IOException>(() => OpenInUnwritableFolder());

        Assert.Contains("copy the whole folder to where it can be written to", error.Message, StringComparison.Ordinal);
    }

    private SqliteDocumentStore OpenInUnwritableFolder() => SqliteDocumentStore.Open(
        new SqliteStoreOptions { Path = _folder.File("store.db"), ReadOnly = true, IsWritable = _ => false }, _time);

    private static int Value(Document document) => int.Parse(document.Body.Span, CultureInfo.InvariantCulture);

    private static async Task<string[]> RangeAsync(SqliteDocumentStore store) =>
        [.. (await store.RangeAsync(Containers.Folds, "p", IdRange.All, 100)).Select(document => document.Key.Id)];
}

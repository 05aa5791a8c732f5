using System.Globalization;
using Feedback.Core.Storage;

namespace Feedback.StoreContract;

public abstract partial class DocumentStoreContract
{
    private async Task<(List<Document> Documents, string Cursor)> ReadToTheEndAsync(string cursor, int limit = 100)
    {
        var read = new List<Document>();
        while (true)
        {
            var page = await Store.ReadChangesAsync(Container, cursor, limit);
            cursor = page.Cursor;
            if (page.Documents.Count == 0)
                return (read, cursor);
            read.AddRange(page.Documents);
        }
    }

    [Fact]
    public async Task The_change_feed_from_the_beginning_has_everything()
    {
        await CreateAsync("b", partition: "q");
        await CreateAsync("a");

        var (documents, _) = await ReadToTheEndAsync(ChangeCursor.Beginning);

        Assert.Equal([Key("b", "q"), Key("a")], documents.Select(document => document.Key).OrderByDescending(key => key.Partition));
    }

    [Fact]
    public async Task The_change_feed_of_an_empty_container_can_be_read_on_from()
    {
        var (documents, cursor) = await ReadToTheEndAsync(ChangeCursor.Beginning);
        Assert.Empty(documents);
        await CreateAsync("a");

        Assert.Equal(["a"], Ids((await ReadToTheEndAsync(cursor)).Documents));
    }

    [Fact]
    public async Task The_change_feed_from_now_starts_empty()
    {
        await CreateAsync("a");

        Assert.Empty((await Store.ReadChangesAsync(Container, ChangeCursor.Now, 10)).Documents);
    }

    [Fact]
    public async Task The_change_feed_from_now_goes_on_with_what_follows()
    {
        await CreateAsync("a");
        var now = await Store.ReadChangesAsync(Container, ChangeCursor.Now, 10);
        await CreateAsync("b");

        Assert.Equal(["b"], Ids((await ReadToTheEndAsync(now.Cursor)).Documents));
    }

    [Fact]
    public async Task A_document_changed_many_times_shows_once_in_its_latest_version()
    {
        await CreateAsync("a", 1);
        await CreateAsync("b", 1);
        await Store.UpsertAsync(Container, Write("a", 2));
        var last = await Store.UpsertAsync(Container, Write("a", 3));

        var (documents, _) = await ReadToTheEndAsync(ChangeCursor.Beginning);

        Assert.Equal(["b", "a"], Ids(documents));
        Assert.Equal(3, Value(documents[1]));
        Assert.Equal(last.ETag, documents[1].ETag);
    }

    [Fact]
    public async Task A_change_behind_the_cursor_shows_again()
    {
        var etag = await CreateAsync("a", 1);
        var (_, cursor) = await ReadToTheEndAsync(ChangeCursor.Beginning);
        await Store.ReplaceAsync(Container, Write("a", 2), etag);

        Assert.Equal(2, Value(Assert.Single((await ReadToTheEndAsync(cursor)).Documents)));
    }

    [Fact]
    public async Task The_change_feed_read_page_by_page_has_everything_once_and_in_order()
    {
        var ids = Enumerable.Range(0, 25).Select(n => n.ToString("D2", CultureInfo.InvariantCulture)).ToArray();
        foreach (var id in ids)
            await CreateAsync(id);

        Assert.Equal(ids, Ids((await ReadToTheEndAsync(ChangeCursor.Beginning, limit: 10)).Documents));
    }

    [Fact]
    public async Task A_cursor_holds_over_a_reopening()
    {
        await CreateAsync("a");
        var (_, cursor) = await ReadToTheEndAsync(ChangeCursor.Beginning);
        await ReopenAsync();
        await CreateAsync("b");

        Assert.Equal(["b"], Ids((await ReadToTheEndAsync(cursor)).Documents));
    }

    [Fact]
    public async Task A_write_shows_behind_a_cursor_even_when_the_newest_document_was_deleted_before_a_reopening()
    {
        await CreateAsync("a");
        await CreateAsync("b");
        var (_, cursor) = await ReadToTheEndAsync(ChangeCursor.Beginning);
        await Store.DeleteAsync(Container, Key("b"));
        await ReopenAsync();
        await CreateAsync("c");

        Assert.Equal(["c"], Ids((await ReadToTheEndAsync(cursor)).Documents));
    }

    [Fact]
    public async Task A_write_shows_behind_a_cursor_even_when_everything_was_deleted_before()
    {
        await CreateAsync("a");
        var (_, cursor) = await ReadToTheEndAsync(ChangeCursor.Beginning);
        await Store.DeleteAsync(Container, Key("a"));
        var now = await Store.ReadChangesAsync(Container, ChangeCursor.Now, 10);
        await CreateAsync("b");

        Assert.Equal(["b"], Ids((await ReadToTheEndAsync(cursor)).Documents));
        Assert.Equal(["b"], Ids((await ReadToTheEndAsync(now.Cursor)).Documents));
    }

    [Fact]
    public async Task The_change_feeds_of_two_containers_do_not_mix()
    {
        await CreateAsync("a");
        await Store.CreateAsync(OtherContainer, Write("b"));

        Assert.Equal(["a"], Ids((await ReadToTheEndAsync(ChangeCursor.Beginning)).Documents));
    }

    [Fact]
    public async Task A_deleted_document_does_not_show_in_the_change_feed()
    {
        await CreateAsync("a");
        await CreateAsync("b");
        await Store.DeleteAsync(Container, Key("a"));

        Assert.Equal(["b"], Ids((await ReadToTheEndAsync(ChangeCursor.Beginning)).Documents));
    }

    [Fact]
    public async Task A_reader_that_follows_eight_writers_misses_no_write()
    {
        const int writers = 8, documents = 40, rounds = 10;
        using var done = new CancellationTokenSource();
        var seen = new Dictionary<string, (int Value, string ETag)>();
        var reader = Task.Run(async () =>
        {
            var cursor = ChangeCursor.Beginning;
            while (true)
            {
                // Asked before the read: a page that is empty after the last write is the end.
                var last = done.IsCancellationRequested;
                var page = await Store.ReadChangesAsync(Container, cursor, 7);
                foreach (var document in page.Documents)
                {
                    Assert.True(!seen.TryGetValue(document.Key.Id, out var before) || before.Value < Value(document),
                        "An older version showed after a newer one.");
                    seen[document.Key.Id] = (Value(document), document.ETag);
                }
                cursor = page.Cursor;
                if (page.Documents.Count == 0)
                {
                    if (last)
                        return;
                    await Task.Yield();
                }
            }
        });

        var written = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var etags = new Dictionary<string, string>();
            for (var round = 1; round <= rounds; round++)
            {
                for (var n = 0; n < documents; n++)
                {
                    var id = $"{writer}|{n}";
                    etags[id] = (await Store.UpsertAsync(Container, Write(id, round))).ETag!;
                }
            }
            return etags;
        })));
        await done.CancelAsync();
        await reader;

        Assert.Equal(
            written.SelectMany(etags => etags).Select(pair => (pair.Key, rounds, pair.Value)).Order(),
            seen.Select(pair => (pair.Key, pair.Value.Value, pair.Value.ETag)).Order());
    }
}

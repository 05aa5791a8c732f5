using System.Text;
using Feedback.Core.Storage;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Sqlite.Tests;

public sealed class WordsTests : IAsyncLifetime
{
    private const int Portions = 3;
    private const int Many = 5_000;

    private static readonly IdRange Refunds = IdRange.All with { Words = WordSet.Of(null, "refund") };

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestTime.Start);

    private string DatabasePath => _folder.File("store.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_does_not_hold_the_words_is_passed_over()
    {
        await using var store = Open();
        await WriteAsync(store, "a", "refund");
        await WriteAsync(store, "b", "queue");
        await WriteAsync(store, "c", "refund");
        await store.IndexAsync();

        Assert.Equal(["a", "c"], await FindAsync(store, Refunds));
        Assert.Equal(["c", "a"], await FindAsync(store, Refunds with { Descending = true }));
        Assert.Equal(["c"], await FindAsync(store, Refunds with { After = "a" }));
        Assert.Equal(["a", "b", "c"], await FindAsync(store, IdRange.All));
    }

    [Fact]
    public async Task What_is_not_in_the_tables_yet_is_found_in_its_place()
    {
        await using var store = Open();
        await WriteAsync(store, "a", "refund");
        await WriteAsync(store, "c", "refund");
        await store.IndexAsync();
        await WriteAsync(store, "b", "refund");
        await WriteAsync(store, "c", "queue");

        Assert.Equal(["a", "b"], (await FindAsync(store, Refunds)).Take(2));
    }

    [Fact]
    public async Task A_document_that_is_written_over_has_the_words_of_the_new_one()
    {
        await using var store = Open();
        await WriteAsync(store, "a", "queue");
        await store.IndexAsync();
        await WriteAsync(store, "a", "refund");
        await store.IndexAsync();

        Assert.Equal(["a"], await FindAsync(store, Refunds));
        Assert.Empty(await FindAsync(store, IdRange.All with { Words = WordSet.Of(null, "queue") }));
    }

    [Fact]
    public async Task A_folder_of_version_2_gets_its_words_in_the_background()
    {
        await MakeVersion2Async();

        await using var store = Open();
        await WriteAsync(store, "new", "queue");
        await Eventually.HoldsAsync(() => Task.FromResult(IsDone()), () => "words are still missing");

        Assert.Equal(Many / 2, (await FindAsync(store, Refunds)).Count(id => id != "new"));
        await store.IndexAsync();
        Assert.DoesNotContain("new", await FindAsync(store, Refunds));
        Assert.Equal(Many + 1, (await FindAsync(store, IdRange.All)).Count);
        Assert.Empty(await store.CheckAsync());
    }

    [Fact]
    public async Task Whoever_is_killed_on_the_way_goes_on_from_there()
    {
        await MakeVersion2Async();

        var steps = 0;
        while (!IsDone())
        {
            using var connection = Connection.Open(DatabasePath, readOnly: false);
            new MissingWords(connection).DoSome();
            steps++;
        }

        Assert.Equal(1 + Portions, steps);
        await using var store = Open();
        Assert.Equal(Many / 2, (await FindAsync(store, Refunds)).Count);
    }

    [Fact]
    public async Task A_folder_that_has_its_words_partly_is_read_and_written_as_before()
    {
        await MakeVersion2Async();
        using (var connection = Connection.Open(DatabasePath, readOnly: false))
        {
            new MissingWords(connection).DoSome();
            new MissingWords(connection).DoSome();
        }

        await using var reader = Open(readOnly: true);
        var found = await FindAsync(reader, Refunds);

        Assert.Superset(Enumerable.Range(0, Many / 2).Select(n => IdOf(2 * n)).ToHashSet(), found.ToHashSet());
    }

    [Fact]
    public async Task A_folder_of_version_2_is_only_read_and_backed_up_without_words()
    {
        await MakeVersion2Async();

        await using (var reader = Open(readOnly: true))
        {
            Assert.Equal(Many, (await FindAsync(reader, Refunds)).Count);
            await reader.BackUpAsync(_folder.File("copy.db"));
        }

        using var copy = Connection.Open(_folder.File("copy.db"), readOnly: true);
        Assert.Equal(2, copy.Scalar("PRAGMA user_version"));
        Assert.Equal(Many, copy.Scalar("SELECT count(*) FROM signals"));
    }

    private static string IdOf(int n) => $"{n:00000}";

    private static Task<WriteResult> WriteAsync(SqliteDocumentStore store, string id, string theme) => store.UpsertAsync(Containers.Signals, new(new("p", id),
        Encoding.UTF8.GetBytes($$"""{"opinions":[{"stage":"pay","theme":"{{theme}}"}]}""")));

    private static async Task<List<string>> FindAsync(SqliteDocumentStore store, IdRange range) =>
        [.. (await store.RangeAsync(Containers.Signals, "p", range, 2 * Many)).Select(document => document.Key.Id)];

    private SqliteDocumentStore Open(bool readOnly = false) =>
        SqliteDocumentStore.Open(new SqliteStoreOptions { Path = DatabasePath, ReadOnly = readOnly }, _time);

    private bool IsDone()
    {
        using var connection = Connection.Open(DatabasePath, readOnly: true);
        return connection.HasWords && connection.Scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'missing_words'") == 0;
    }

    /// <summary>Many documents, every other one of which speaks of a refund, as version 2 stored them.</summary>
    private async Task MakeVersion2Async()
    {
        await using (var store = Open())
            await Task.WhenAll(Enumerable.Range(0, Many).Select(n => WriteAsync(store, IdOf(n), n % 2 == 0 ? "refund" : "queue")));
        using var former = Connection.Open(DatabasePath, readOnly: false);
        former.Execute("""
            DROP INDEX signals_key;
            ALTER TABLE signals DROP COLUMN words;
            CREATE UNIQUE INDEX signals_key ON signals (partition, id);
            PRAGMA user_version = 2;
            """);
    }
}

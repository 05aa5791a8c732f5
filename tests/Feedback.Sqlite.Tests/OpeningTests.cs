using Feedback.Core.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Sqlite.Tests;

public sealed class OpeningTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestTime.Start);

    private string DatabasePath => _folder.File("store.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    private SqliteDocumentStore Open(bool readOnly = false) => Open(DatabasePath, readOnly);

    private SqliteDocumentStore Open(string path, bool readOnly = false) =>
        SqliteDocumentStore.Open(new SqliteStoreOptions { Path = path, ReadOnly = readOnly }, _time);

    private void MakeVersion1()
    {
        using var former = Connection.Open(DatabasePath, readOnly: false);
        former.Execute("""
            DROP INDEX signals_key;
            ALTER TABLE signals DROP COLUMN words;
            CREATE UNIQUE INDEX signals_key ON signals (partition, id);
            PRAGMA user_version = 1;
            """);
    }

    private static Task<WriteResult> CreateAsync(SqliteDocumentStore store, string id) =>
        store.CreateAsync(Containers.Feedback, new DocumentWrite(new DocumentKey(id, id), "{}"u8.ToArray()));

    [Fact]
    public async Task Files_beside_it_that_are_only_named_like_its_log_are_let_alone()
    {
        await using (var store = Open())
            await CreateAsync(store, "a");
        string[] others = [DatabasePath + ".log-1.bak", DatabasePath + ".log-old", DatabasePath + ".log-"];
        foreach (var other in others)
            await File.WriteAllTextAsync(other, "mine");

        await using (var store = Open())
            await CreateAsync(store, "b");

        Assert.All(others, other => Assert.Equal("mine", File.ReadAllText(other)));
    }

    [Fact]
    public async Task A_missing_folder_is_made()
    {
        var path = _folder.File(Path.Combine("a", "b", "store.db"));

        await Open(path).DisposeAsync();

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_that_names_it()
    {
        File.WriteAllText(_folder.File("file"), "");

        var error = Assert.ThrowsAny<IOException>(() => Open(_folder.File(Path.Combine("file", "store.db"))));

        Assert.Contains(_folder.File("file"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_writer_is_an_error_that_names_the_file()
    {
        await using var first = Open();

        var error = Assert.Throws<IOException>(() => Open());

        Assert.Contains(DatabasePath, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_database_can_be_opened_by_the_next_writer()
    {
        await Open().DisposeAsync();

        await using var next = Open();

        Assert.True((await CreateAsync(next, "a")).Written);
    }

    [Theory]
    [InlineData("this is a text, and no database at all; it only has to be as long as the header of one, one hundred bytes")]
    [InlineData("short")]
    public void A_file_that_is_no_database_is_an_error_that_names_it_and_stays_as_it_was(string text)
    {
        File.WriteAllText(DatabasePath, text);

        var error = Assert.Throws<DamagedDatabaseException>(() => Open());

        Assert.Contains(DatabasePath, error.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(DatabasePath));
    }

    [Fact]
    public void Another_programs_database_is_an_error_that_names_it()
    {
        using (var other = Connection.Open(DatabasePath, readOnly: false))
            other.Execute("CREATE TABLE theirs (a)");

        var error = Assert.Throws<InvalidDataException>(() => Open());

        Assert.Contains(DatabasePath, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_an_error_that_names_it()
    {
        await Open().DisposeAsync();
        using (var newer = Connection.Open(DatabasePath, readOnly: false))
            newer.Execute("PRAGMA user_version = 99");

        var error = Assert.Throws<InvalidDataException>(() => Open());

        Assert.Contains($"{DatabasePath} was written by a newer version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_version_1_is_opened_and_becomes_one_that_a_program_of_version_1_refuses()
    {
        await using (var store = Open())
            await CreateAsync(store, "a");
        MakeVersion1();

        await using (var store = Open())
        {
            Assert.NotNull(await store.GetAsync(Containers.Feedback, new DocumentKey("a", "a")));
            Assert.False((await CreateAsync(store, "a")).Written);
        }

        using var connection = Connection.Open(DatabasePath, readOnly: true);
        Assert.InRange(connection.Scalar("PRAGMA user_version"), 2, Schema.Version);
    }

    [Fact]
    public async Task A_database_of_version_1_is_read_without_being_changed()
    {
        await using (var store = Open())
            await CreateAsync(store, "a");
        MakeVersion1();

        await using (var reader = Open(readOnly: true))
            Assert.NotNull(await reader.GetAsync(Containers.Feedback, new DocumentKey("a", "a")));

        using var connection = Connection.Open(DatabasePath, readOnly: true);
        Assert.Equal(1, connection.Scalar("PRAGMA user_version"));
    }

    [Fact]
    public async Task Closing_moves_everything_into_the_one_file()
    {
        var store = Open();
        await CreateAsync(store, "a");
        await store.GetAsync(Containers.Feedback, new DocumentKey("a", "a"));

        await store.DisposeAsync();

        Assert.Equal(["store.db", "store.db.lock", "store.db.mark"], Directory.GetFiles(Path.GetDirectoryName(DatabasePath)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Writes_that_are_queued_when_the_store_closes_are_written()
    {
        var store = Open();
        var writes = Enumerable.Range(0, 500).Select(n => CreateAsync(store, $"{n}")).ToArray();
        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(writes), result => Assert.True(result.Written));
        await using var again = Open();
        Assert.Equal(500, (await again.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 1000)).Documents.Count);
    }

    [Fact]
    public async Task A_closed_store_refuses_reads_and_writes()
    {
        var store = Open();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => CreateAsync(store, "a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.GetAsync(Containers.Feedback, new DocumentKey("a", "a")));
    }

    [Fact]
    public async Task A_reader_opened_beside_the_writer_sees_what_it_writes()
    {
        await using var writer = Open();
        await using var reader = Open(readOnly: true);

        await CreateAsync(writer, "a");

        Assert.NotNull(await reader.GetAsync(Containers.Feedback, new DocumentKey("a", "a")));
    }

    [Fact]
    public async Task A_reader_reads_a_database_that_nobody_writes_to()
    {
        await using (var writer = Open())
            await CreateAsync(writer, "a");

        await using var reader = Open(readOnly: true);

        Assert.NotNull(await reader.GetAsync(Containers.Feedback, new DocumentKey("a", "a")));
    }

    [Fact]
    public async Task A_reader_refuses_to_write()
    {
        await Open().DisposeAsync();
        await using var reader = Open(readOnly: true);

        await Assert.ThrowsAsync<InvalidOperationException>(() => CreateAsync(reader, "a"));
    }

    [Fact]
    public void A_reader_of_a_missing_database_is_an_error_that_names_it()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Open(readOnly: true));

        Assert.Contains(DatabasePath, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(DatabasePath));
    }

    [Fact]
    public async Task An_unknown_container_is_an_error()
    {
        await using var store = Open();

        await Assert.ThrowsAsync<ArgumentException>(() => store.GetAsync("no_such", new DocumentKey("a", "a")));
    }

    [Fact]
    public async Task A_cursor_of_another_store_is_an_error()
    {
        await using var store = Open();

        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadChangesAsync(Containers.Feedback, "no-cursor", 1));
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Feedback.Core.Storage;

namespace Feedback.Sqlite.Tests;

public sealed class ScrubTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("feedback-scrub-").FullName;
    private readonly SqliteDocumentStore _store;

    public ScrubTests() => _store = SqliteDocumentStore.Open(new() { Path = Path.Combine(_directory, "feedback.db") }, TimeProvider.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task What_was_deleted_or_written_over_is_in_no_file_afterwards()
    {
        // Keys in random order split the pages of the index, large bodies lie on pages of their own; both leave copies behind.
        List<string> keys = [.. Enumerable.Range(0, 3_000).Select(_ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)))];
        await Task.WhenAll(keys.Select(key => _store.UpsertAsync(Containers.Customers, Write(key, 200))));
        await Task.WhenAll(keys.Take(1_000).Select(key => _store.UpsertAsync(Containers.Customers, Write(key, 9_000))));
        List<string> gone = [.. keys.Where((_, index) => index % 7 == 0)];
        Assert.All(gone, key => Assert.True(IsAnywhere(key)));

        await Task.WhenAll(gone.Select(key => _store.DeleteAsync(Containers.Customers, new(key, "profile"))));
        await _store.ScrubAsync([.. gone.Select(key => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(key))]);

        Assert.DoesNotContain(gone, IsAnywhere);
        Assert.All(keys.Except(gone), key => Assert.True(IsAnywhere(key)));
    }

    [Fact]
    public async Task Written_anew_the_file_holds_what_it_held_under_the_same_versions_and_cursors()
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number =>
            _store.UpsertAsync(Containers.Customers, Write(number.ToString("x32", CultureInfo.InvariantCulture), 200))));
        var before = await _store.ReadChangesAsync(Containers.Customers, ChangeCursor.Beginning, 1_000);

        await _store.ScrubAsync(null);

        var after = await _store.ReadChangesAsync(Containers.Customers, ChangeCursor.Beginning, 1_000);
        Assert.Equal(before.Cursor, after.Cursor);
        Assert.Equal(before.Documents.Select(document => (document.Key, document.ETag)), after.Documents.Select(document => (document.Key, document.ETag)));
        Assert.True((await _store.UpsertAsync(Containers.Customers, Write("more", 10))).Written);
    }

    [Fact]
    public async Task Writes_beside_it_go_on()
    {
        var scrubbing = Enumerable.Range(0, 5).Select(_ => _store.ScrubAsync(null));
        var writing = Enumerable.Range(0, 500).Select(number =>
            _store.UpsertAsync(Containers.Customers, Write(number.ToString("x32", CultureInfo.InvariantCulture), 200)));

        await Task.WhenAll([.. scrubbing, .. writing]);

        Assert.Equal(500, (await _store.ReadChangesAsync(Containers.Customers, ChangeCursor.Beginning, 1_000)).Documents.Count);
    }

    private static DocumentWrite Write(string key, int length) =>
        new(new(key, "profile"), Encoding.ASCII.GetBytes($$"""{"key":"{{key}}","fill":"{{new string('x', length)}}"}"""));

    private bool IsAnywhere(string key)
    {
        var trace = Encoding.ASCII.GetBytes(key);
        return Directory.EnumerateFiles(_directory).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            .Any(file => Read(file).AsSpan().IndexOf(trace) >= 0);
    }

    // Read once for many looks: the files change only between the parts of a test.
    private readonly Dictionary<(string, long, DateTime), byte[]> _read = [];

    private byte[] Read(string file)
    {
        var info = new FileInfo(file);
        var version = (file, info.Length, info.LastWriteTimeUtc);
        return _read.TryGetValue(version, out var bytes) ? bytes : _read[version] = Shared(file);
    }

    // Through another process: a handle of this one to the file would, when closed, free the locks that SQLite holds on it.
    private static byte[] Shared(string file)
    {
        using var copy = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("cat", [file]) { RedirectStandardOutput = true })!;
        using var bytes = new MemoryStream();
        copy.StandardOutput.BaseStream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

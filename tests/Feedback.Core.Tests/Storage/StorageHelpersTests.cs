using Feedback.Core.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Storage;

public sealed class StorageHelpersTests
{
    private static readonly DocumentKey Key = new(DocumentKinds.Cursor, "a");

    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    [Fact]
    public async Task Without_a_version_a_document_is_written_where_there_is_none_and_nowhere_else()
    {
        Assert.True((await WriteIfAsync("1", etag: null)).Written);
        Assert.False((await WriteIfAsync("2", etag: null)).Written);
        Assert.Equal("1", await CursorAsync());
    }

    [Fact]
    public async Task With_a_version_a_document_is_written_while_that_holds()
    {
        var first = (await WriteIfAsync("1", etag: null)).ETag;

        Assert.True((await WriteIfAsync("2", first)).Written);
        Assert.False((await WriteIfAsync("3", first)).Written);
        Assert.Equal("2", await CursorAsync());
    }

    [Theory]
    [InlineData("""{"cursor":"7"}""", "7")]
    [InlineData("null", null)]
    [InlineData("no JSON", null)]
    public async Task A_document_that_is_not_of_its_type_reads_as_none(string body, string? cursor)
    {
        await _store.UpsertAsync(Containers.Settings, new(Key, System.Text.Encoding.UTF8.GetBytes(body)));

        Assert.Equal(cursor, Json.TryRead((await _store.GetAsync(Containers.Settings, Key))!, StorageJson.Default.CursorRecord)?.Cursor);
    }

    private Task<WriteResult> WriteIfAsync(string cursor, string? etag) =>
        _store.WriteIfAsync(Containers.Settings, Json.Write(Key, new(cursor), StorageJson.Default.CursorRecord), etag);

    private async Task<string> CursorAsync() => Json.Read((await _store.GetAsync(Containers.Settings, Key))!, StorageJson.Default.CursorRecord).Cursor;
}

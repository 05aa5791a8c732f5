using Feedback.Core.Storage;

namespace Feedback.StoreContract;

public abstract partial class DocumentStoreContract
{
    private async Task<string> CreateExpiredAsync(string id, int value = 0)
    {
        var etag = await CreateAsync(id, value, expires: Time.GetUtcNow().AddSeconds(10));
        Time.Advance(TimeSpan.FromSeconds(10));
        return etag;
    }

    [Fact]
    public async Task A_document_is_there_until_it_expires()
    {
        await CreateAsync("a", expires: Time.GetUtcNow().AddSeconds(10));
        Time.Advance(TimeSpan.FromSeconds(9));

        Assert.NotNull(await GetAsync("a"));
    }

    [Fact]
    public async Task An_expired_document_is_read_by_nothing()
    {
        await CreateExpiredAsync("a");

        Assert.Null(await GetAsync("a"));
        Assert.Empty(await Store.GetManyAsync(Container, [Key("a")]));
        Assert.Empty(await RangeAsync(IdRange.All));
        Assert.Empty((await Store.ReadChangesAsync(Container, ChangeCursor.Beginning, 10)).Documents);
    }

    [Fact]
    public async Task A_document_can_be_created_over_an_expired_one()
    {
        await CreateExpiredAsync("a", 1);

        await CreateAsync("a", 2);

        Assert.Equal(2, Value((await GetAsync("a"))!));
    }

    [Fact]
    public async Task A_document_created_over_an_expired_one_shows_in_the_change_feed()
    {
        await CreateAsync("a", 1, expires: Time.GetUtcNow().AddSeconds(10));
        var (_, cursor) = await ReadToTheEndAsync(ChangeCursor.Beginning);
        Time.Advance(TimeSpan.FromSeconds(10));
        await CreateAsync("a", 2);

        Assert.Equal(["a"], Ids((await ReadToTheEndAsync(cursor)).Documents));
    }

    [Fact]
    public async Task An_expired_document_cannot_be_replaced()
    {
        var etag = await CreateExpiredAsync("a");

        Assert.Equal(WriteResult.Refused, await Store.ReplaceAsync(Container, Write("a"), etag));
    }

    [Fact]
    public async Task An_expired_document_cannot_be_deleted()
    {
        await CreateExpiredAsync("a");

        Assert.False(await Store.DeleteAsync(Container, Key("a")));
    }

    [Fact]
    public async Task An_upsert_over_an_expired_document_is_there()
    {
        await CreateExpiredAsync("a", 1);

        await Store.UpsertAsync(Container, Write("a", 2));

        Assert.Equal(2, Value((await GetAsync("a"))!));
    }

    [Fact]
    public async Task A_write_without_an_expiry_takes_away_the_one_before()
    {
        var etag = await CreateAsync("a", 1, expires: Time.GetUtcNow().AddSeconds(10));
        await Store.ReplaceAsync(Container, Write("a", 2), etag);
        Time.Advance(TimeSpan.FromDays(1));

        Assert.NotNull(await GetAsync("a"));
    }

    [Fact]
    public async Task Expired_documents_do_not_count_towards_the_limit_of_a_range()
    {
        await CreateExpiredAsync("a");
        await CreateAllAsync(["b", "c"]);

        Assert.Equal(["b", "c"], await RangeAsync(IdRange.All, limit: 2));
    }
}

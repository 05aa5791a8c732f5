using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Feedback.Core.Storage;

namespace Feedback.StoreContract;

public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task A_document_that_is_not_there_reads_as_null() => Assert.Null(await GetAsync("a"));

    [Fact]
    public async Task A_created_document_is_read_as_it_was_written()
    {
        var etag = await CreateAsync("a", 7);

        var document = await GetAsync("a");

        Assert.NotNull(document);
        Assert.Equal(Key("a"), document.Key);
        Assert.Equal(etag, document.ETag);
        Assert.Equal(7, Value(document));
    }

    [Fact]
    public async Task A_second_creation_is_refused_and_the_first_document_stays()
    {
        await CreateAsync("a", 1);

        var second = await Store.CreateAsync(Container, Write("a", 2));

        Assert.Equal(WriteResult.Refused, second);
        Assert.Equal(1, Value((await GetAsync("a"))!));
    }

    [Fact]
    public async Task The_same_id_in_another_partition_is_another_document()
    {
        await CreateAsync("a", 1, "p");
        await CreateAsync("a", 2, "q");

        Assert.Equal(1, Value((await GetAsync("a", "p"))!));
        Assert.Equal(2, Value((await GetAsync("a", "q"))!));
    }

    [Fact]
    public async Task The_same_key_in_another_container_is_another_document()
    {
        await CreateAsync("a", 1);

        Assert.Null(await Store.GetAsync(OtherContainer, Key("a")));
    }

    [Fact]
    public async Task Keys_differ_by_case()
    {
        await CreateAsync("a", 1);
        await CreateAsync("A", 2);

        Assert.Equal(1, Value((await GetAsync("a"))!));
    }

    [Fact]
    public async Task A_replacement_under_the_current_etag_is_written()
    {
        var etag = await CreateAsync("a", 1);

        var result = await Store.ReplaceAsync(Container, Write("a", 2), etag);

        Assert.True(result.Written);
        Assert.Equal(2, Value((await GetAsync("a"))!));
    }

    [Fact]
    public async Task A_replacement_under_a_stale_etag_is_refused()
    {
        var stale = await CreateAsync("a", 1);
        await Store.UpsertAsync(Container, Write("a", 2));

        var result = await Store.ReplaceAsync(Container, Write("a", 3), stale);

        Assert.Equal(WriteResult.Refused, result);
        Assert.Equal(2, Value((await GetAsync("a"))!));
    }

    [Fact]
    public async Task A_replacement_of_a_document_that_is_not_there_is_refused()
    {
        var etag = await CreateAsync("a");
        await Store.DeleteAsync(Container, Key("a"));

        var result = await Store.ReplaceAsync(Container, Write("a", 2), etag);

        Assert.Equal(WriteResult.Refused, result);
        Assert.Null(await GetAsync("a"));
    }

    [Fact]
    public async Task A_replacement_under_the_etag_of_an_earlier_life_is_refused()
    {
        var etag = await CreateAsync("a", 1);
        await Store.DeleteAsync(Container, Key("a"));
        await ReopenAsync();
        await CreateAsync("a", 2);

        Assert.Equal(WriteResult.Refused, await Store.ReplaceAsync(Container, Write("a", 3), etag));
    }

    [Fact]
    public async Task A_replacement_under_something_that_is_no_etag_is_refused()
    {
        await CreateAsync("a", 1);

        Assert.Equal(WriteResult.Refused, await Store.ReplaceAsync(Container, Write("a", 2), "\"no-such-version\""));
    }

    [Fact]
    public async Task An_upsert_writes_a_document_that_is_not_there()
    {
        var result = await Store.UpsertAsync(Container, Write("a", 1));

        Assert.True(result.Written);
        Assert.Equal(result.ETag, (await GetAsync("a"))!.ETag);
    }

    [Fact]
    public async Task An_upsert_writes_over_a_document_that_is_there()
    {
        await CreateAsync("a", 1);

        var result = await Store.UpsertAsync(Container, Write("a", 2));

        Assert.True(result.Written);
        var document = (await GetAsync("a"))!;
        Assert.Equal(2, Value(document));
        Assert.Equal(result.ETag, document.ETag);
    }

    [Fact]
    public async Task The_etag_changes_with_every_write()
    {
        var etags = new List<string> { await CreateAsync("a") };
        etags.Add((await Store.ReplaceAsync(Container, Write("a"), etags[^1])).ETag!);
        etags.Add((await Store.UpsertAsync(Container, Write("a"))).ETag!);
        await Store.DeleteAsync(Container, Key("a"));
        etags.Add(await CreateAsync("a"));

        Assert.Equal(4, etags.Distinct().Count());
    }

    [Fact]
    public async Task A_deleted_document_is_gone()
    {
        await CreateAsync("a");

        Assert.True(await Store.DeleteAsync(Container, Key("a")));
        Assert.Null(await GetAsync("a"));
    }

    [Fact]
    public async Task A_delete_of_a_document_that_is_not_there_says_so() =>
        Assert.False(await Store.DeleteAsync(Container, Key("a")));

    [Fact]
    public async Task A_deleted_document_can_be_created_again()
    {
        await CreateAsync("a", 1);
        await Store.DeleteAsync(Container, Key("a"));

        await CreateAsync("a", 2);

        Assert.Equal(2, Value((await GetAsync("a"))!));
    }

    [Fact]
    public async Task Documents_outlive_the_store_that_wrote_them()
    {
        var etag = await CreateAsync("a", 5);

        await ReopenAsync();

        var document = (await GetAsync("a"))!;
        Assert.Equal(5, Value(document));
        Assert.Equal(etag, document.ETag);
    }

    [Fact]
    public async Task Reading_many_leaves_out_what_is_not_there()
    {
        await CreateAsync("a");
        await CreateAsync("b", partition: "q");

        var documents = await Store.GetManyAsync(Container, [Key("a"), Key("missing"), Key("b", "q"), Key("b")]);

        Assert.Equal(["a", "b"], Ids(documents).Order());
    }

    [Fact]
    public async Task Reading_many_answers_a_key_given_twice_once()
    {
        await CreateAsync("a");

        Assert.Single(await Store.GetManyAsync(Container, [Key("a"), Key("a")]));
    }

    [Fact]
    public async Task Reading_many_takes_no_keys() => Assert.Empty(await Store.GetManyAsync(Container, []));

    [Fact]
    public async Task Reading_many_takes_more_than_a_thousand_keys()
    {
        var ids = Enumerable.Range(0, 1500).Select(n => n.ToString("D5", CultureInfo.InvariantCulture)).ToArray();
        await CreateAllAsync(ids);

        var documents = await Store.GetManyAsync(Container, [.. ids.Select(id => Key(id))]);

        Assert.Equal(ids, Ids(documents).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_empty_object_is_a_body()
    {
        await Store.CreateAsync(Container, new DocumentWrite(Key("a"), "{}"u8.ToArray()));

        Assert.Empty(Json((await GetAsync("a"))!).AsObject());
    }

    [Fact]
    public async Task A_body_of_one_mebibyte_is_kept_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 1 << 17).Select(n => ((n * 7919L) & 0xfffffff).ToString("x7", CultureInfo.InvariantCulture) + " "));
        await Store.CreateAsync(Container, new DocumentWrite(Key("a"), Encoding.UTF8.GetBytes(new JsonObject { ["text"] = text }.ToJsonString())));

        Assert.Equal(text, Json((await GetAsync("a"))!)["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Text_beyond_ascii_is_kept_whole()
    {
        const string text = "Größe – 配送が遅い – \U0001F61E – \u0000 – e\u0301";
        await Store.CreateAsync(Container, new DocumentWrite(Key("a"), Encoding.UTF8.GetBytes(new JsonObject { ["text"] = text }.ToJsonString())));

        Assert.Equal(text, Json((await GetAsync("a"))!)["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_starts_writes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CreateAsync(Container, Write("a"), new CancellationToken(canceled: true)));

        Assert.Null(await GetAsync("a"));
    }
}

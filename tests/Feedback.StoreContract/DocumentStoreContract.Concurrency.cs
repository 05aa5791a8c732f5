namespace Feedback.StoreContract;

public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task Of_a_hundred_creations_of_one_document_at_once_one_is_written()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Task.Run(() => Store.CreateAsync(Container, Write("a", n)))));

        var winner = Assert.Single(results.Index(), result => result.Item.Written);
        var document = (await GetAsync("a"))!;
        Assert.Equal(winner.Index, Value(document));
        Assert.Equal(winner.Item.ETag, document.ETag);
    }

    [Fact]
    public async Task Fifty_loops_that_read_change_and_replace_one_document_lose_no_change()
    {
        const int loops = 50, changes = 4;
        await CreateAsync("a", 0);

        await Task.WhenAll(Enumerable.Range(0, loops).Select(_ => Task.Run(async () =>
        {
            for (var change = 0; change < changes;)
            {
                var document = (await GetAsync("a"))!;
                if ((await Store.ReplaceAsync(Container, Write("a", Value(document) + 1), document.ETag)).Written)
                    change++;
            }
        })));

        Assert.Equal(loops * changes, Value((await GetAsync("a"))!));
    }
}

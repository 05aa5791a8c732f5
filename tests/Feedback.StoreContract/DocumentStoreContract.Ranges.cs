using System.Globalization;
using Feedback.Core.Storage;

namespace Feedback.StoreContract;

public abstract partial class DocumentStoreContract
{
    private async Task<string[]> RangeAsync(IdRange range, int limit = 100, string partition = "p") =>
        Ids(await Store.RangeAsync(Container, partition, range, limit));

    [Fact]
    public async Task A_range_is_in_the_order_of_the_bytes()
    {
        string[] ids = ["b", "B", "a|2", "a:1", "a", "Z", "a|10", "a-1", "~", "0", "aa"];
        await CreateAllAsync(ids);

        Assert.Equal(ids.Order(StringComparer.Ordinal), await RangeAsync(IdRange.All));
    }

    [Fact]
    public async Task A_descending_range_is_in_the_reverse_order()
    {
        string[] ids = ["b", "B", "a|2", "a:1", "a"];
        await CreateAllAsync(ids);

        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), await RangeAsync(IdRange.All with { Descending = true }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_range_has_its_first_id_and_not_its_end(bool descending)
    {
        await CreateAllAsync(["a", "b", "c", "d"]);

        Assert.Equal(["b", "c"], (await RangeAsync(new IdRange("b", "d", descending))).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_bounds_of_a_range_need_not_exist(bool descending)
    {
        await CreateAllAsync(["a", "c", "e"]);

        Assert.Equal(["c"], await RangeAsync(new IdRange("b", "d", descending)));
    }

    [Fact]
    public async Task A_range_goes_on_behind_an_id()
    {
        await CreateAllAsync(["a", "b", "c", "d"]);

        Assert.Equal(["c", "d"], await RangeAsync(IdRange.All with { After = "b" }));
    }

    [Fact]
    public async Task A_descending_range_goes_on_below_an_id()
    {
        await CreateAllAsync(["a", "b", "c", "d"]);

        Assert.Equal(["b", "a"], await RangeAsync(IdRange.All with { Descending = true, After = "c" }));
    }

    [Theory]
    [InlineData("a", "b,c")]
    [InlineData("b", "c")]
    [InlineData("c", "")]
    [InlineData("d", "")]
    [InlineData("e", "")]
    public async Task Going_on_keeps_within_the_bounds(string after, string expected)
    {
        await CreateAllAsync(["a", "b", "c", "d", "e"]);

        Assert.Equal(expected, string.Join(',', await RangeAsync(new IdRange("b", "d", After: after))));
    }

    [Theory]
    [InlineData("e", "c,b")]
    [InlineData("d", "c,b")]
    [InlineData("c", "b")]
    [InlineData("b", "")]
    [InlineData("a", "")]
    public async Task Going_on_downwards_keeps_within_the_bounds(string after, string expected)
    {
        await CreateAllAsync(["a", "b", "c", "d", "e"]);

        Assert.Equal(expected, string.Join(',', await RangeAsync(new IdRange("b", "d", Descending: true, After: after))));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    public async Task A_range_has_at_most_as_many_as_asked_for(int limit, int expected)
    {
        await CreateAllAsync(["a", "b", "c"]);

        Assert.Equal(new[] { "a", "b", "c" }[..expected], await RangeAsync(IdRange.All, limit));
    }

    [Fact]
    public async Task A_limit_below_one_is_an_error() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RangeAsync(IdRange.All, 0));

    [Theory]
    [InlineData("c", "d")]
    [InlineData("b", "b")]
    [InlineData("b", "a")]
    public async Task A_range_with_nothing_in_it_is_empty(string from, string to)
    {
        await CreateAllAsync(["a", "b"]);

        Assert.Empty(await RangeAsync(new IdRange(from, to)));
    }

    [Fact]
    public async Task Other_partitions_never_show_in_a_range()
    {
        foreach (var partition in new[] { "j", "j|", "j|2026-11-20|0", "j|2026-11-20|1", "J" })
            await CreateAsync("a", partition: partition);

        var documents = await Store.RangeAsync(Container, "j", IdRange.All, 100);

        Assert.Equal(Key("a", "j"), Assert.Single(documents).Key);
    }

    [Fact]
    public async Task A_prefix_is_a_range()
    {
        await CreateAllAsync(["feedback|1", "feedback|2", "feedback", "feedbacks", "feedback}", "Feedback|3", "order|1"]);

        Assert.Equal(["feedback|1", "feedback|2"], await RangeAsync(IdRange.StartingWith("feedback|")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_thousand_documents_are_paged_without_a_gap_or_a_repeat(bool descending)
    {
        var ids = Enumerable.Range(0, 10_000).Select(n => ((n * 7919) % 10_007).ToString("D5", CultureInfo.InvariantCulture)).ToArray();
        foreach (var some in ids.Chunk(1000))
            await CreateAllAsync(some);

        var read = new List<string>();
        string? after = null;
        while (await RangeAsync(new IdRange(null, null, descending, after), 333) is { Length: > 0 } page)
        {
            read.AddRange(page);
            after = page[^1];
        }

        Array.Sort(ids, StringComparer.Ordinal);
        if (descending)
            Array.Reverse(ids);
        Assert.Equal(ids, read);
    }
}

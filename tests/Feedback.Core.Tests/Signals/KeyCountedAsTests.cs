using System.Security.Cryptography;
using Feedback.Core.Signals;

namespace Feedback.Core.Tests.Signals;

public sealed class KeyCountedAsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(CustomerSketch.Exact)]
    [InlineData(CustomerSketch.Exact + 1)]
    [InlineData(20_000)]
    public void In_the_place_of_any_customer_it_changes_no_count(int customers)
    {
        List<string> keys = [.. Enumerable.Range(0, customers).Select(_ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)))];
        var before = Of(keys).Count();

        for (var erased = 0; erased < Math.Min(customers, 200); erased++)
            keys[erased] = CustomerSketch.KeyCountedAs(keys[erased]);

        Assert.Equal(before, Of(keys).Count());
    }

    [Fact]
    public void An_estimating_sketch_keeps_every_byte()
    {
        List<string> keys = [.. Enumerable.Range(0, 12_000).Select(_ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)))];

        Assert.Equal(Of(keys).ToString(), Of([.. keys.Select(CustomerSketch.KeyCountedAs)]).ToString());
    }

    [Theory]
    [InlineData("c0ffee00c0ffee00c0ffee00c0ffee00")]
    [InlineData("ffc0000000000001ffffffffffffffff")]
    [InlineData("0000000000000000ffffffffffffffff")]
    [InlineData("ffc00000000000010000000000000000")]
    public void It_is_a_random_key_of_the_same_form(string key)
    {
        var other = CustomerSketch.KeyCountedAs(key);

        Assert.Matches("^[0-9a-f]{32}$", other);
        Assert.NotEqual(key[16..], other[16..]);
        Assert.NotEqual(other, CustomerSketch.KeyCountedAs(key));
        Assert.Equal(Of([key, .. Many]).ToString(), Of([other, .. Many]).ToString());
    }

    private static IEnumerable<string> Many =>
        Enumerable.Range(1, CustomerSketch.Exact).Select(number => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number))[..16]));

    private static CustomerSketch Of(IEnumerable<string> keys)
    {
        var sketch = new CustomerSketch();
        foreach (var key in keys)
            sketch.Add(key);
        return sketch;
    }
}

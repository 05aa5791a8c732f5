using System.Globalization;
using Feedback.Core.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

public sealed class CustomerSketchTests
{
    private static readonly string[] Pool = [.. RandomKeys(2 * CustomerSketch.Exact, 20261130)];

    // Sets that overlap; some stay small, some pass from exact to estimated with the last customer, some long before.
    private static readonly Arbitrary<(string[][] Parts, int[] Order)> AnyParts = (
        from pool in Gen.Frequency((6, Gen.Choose(10, 400)), (1, Gen.Elements(CustomerSketch.Exact, CustomerSketch.Exact + 1, 2 * CustomerSketch.Exact)))
        from count in Gen.Choose(1, 6)
        from parts in Part(pool).ArrayOf(count)
        from order in Gen.Shuffle(Enumerable.Range(0, count))
        select (parts, order)).ToArbitrary();

    [Fact]
    public void Nobody_counts_nothing() => Assert.Equal(0, new CustomerSketch().Count());

    [Fact]
    public void Up_to_ten_thousand_customers_are_counted_exactly()
    {
        var sketch = new CustomerSketch();
        for (var count = 1; count <= 10_000; count++)
        {
            sketch.Add(Pool[count]);
            Assert.Equal(count, sketch.Count());
        }

        Assert.True(sketch.IsExact);
    }

    [Fact]
    public void With_one_more_the_count_is_an_estimate()
    {
        var sketch = Of(Pool.Take(10_001));

        Assert.False(sketch.IsExact);
        Assert.InRange(sketch.Count(), 9_000, 11_000);
    }

    [Fact]
    public void A_customer_added_again_counts_once() => Assert.Equal(3, Of([.. Keys(3), .. Keys(3)]).Count());

    [Fact]
    public void A_customer_added_again_to_the_last_that_fit_leaves_the_count_exact() =>
        Assert.Equal(10_000, Of([.. Pool[..10_000], .. Pool[..10_000]]).Count());

    [Theory]
    [InlineData(10_001, 1)]
    [InlineData(10_001, 2)]
    [InlineData(30_000, 1)]
    [InlineData(100_000, 1)]
    [InlineData(100_000, 2)]
    public void More_are_estimated_within_ten_in_a_hundred(int count, int seed) =>
        Assert.InRange(Of(RandomKeys(count, seed)).Count(), (long)(count * 0.9), (long)(count * 1.1));

    [Fact]
    public void An_estimate_takes_bounded_space() => Assert.Equal(Of(RandomKeys(10_001, 1)).ToString().Length, Of(RandomKeys(50_000, 1)).ToString().Length);

    [Fact]
    public void The_text_depends_on_the_set_alone_and_not_on_order_repetition_or_the_way_of_merging() =>
        Holds(any =>
        {
            var set = Of(any.Parts.SelectMany(part => part).Distinct().Order(StringComparer.Ordinal));
            return Merged(any.Order.Select(i => Of(any.Parts[i]))).ToString() == set.ToString()
                && MergedInPairs([.. any.Parts.Select(part => Of(part.Reverse()))]).ToString() == set.ToString();
        });

    [Fact]
    public void A_merge_counts_what_adding_everybody_counts() =>
        Holds(any => Merged(any.Parts.Select(Of)).Count() == Of(any.Parts.SelectMany(part => part)).Count());

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(9_995)]
    [InlineData(12_000)]
    public void A_copy_stays_as_it_is_whatever_is_added_to_the_first_and_the_first_whatever_is_added_to_it(int count)
    {
        var (first, before) = (Of(RandomKeys(count, 1)), Of(RandomKeys(count, 1)).ToString());
        var (copy, other) = (first.Copy(), first.Copy());

        first.Merge(Of(RandomKeys(20, 2)));
        other.Merge(Of(RandomKeys(20, 3)));

        Assert.Equal(before, copy.ToString());
        Assert.Equal(Of([.. RandomKeys(count, 1), .. RandomKeys(20, 2)]).ToString(), first.ToString());
        Assert.Equal(Of([.. RandomKeys(count, 1), .. RandomKeys(20, 3)]).ToString(), other.ToString());
    }

    [Fact]
    public void A_merge_leaves_the_other_sketch_as_it_was() =>
        Holds(any =>
        {
            var other = Of(any.Parts[0]);
            var before = other.ToString();
            Merged(any.Parts.Skip(1).Select(Of)).Merge(other);
            return other.ToString() == before;
        });

    [Fact]
    public void An_estimate_that_is_written_is_read_as_it_was()
    {
        var sketch = Of(Pool);

        Assert.Equal(sketch.ToString(), CustomerSketch.Parse(sketch.ToString()).ToString());
        Assert.Equal(sketch.Count(), CustomerSketch.Parse(sketch.ToString()).Count());
    }

    [Fact]
    public void The_hashes_that_an_earlier_version_kept_are_read_as_the_customers_they_stand_for()
    {
        var stored = Convert.ToBase64String([.. Pool.Take(64).Select(key => key[..16]).Order(StringComparer.Ordinal).SelectMany(Convert.FromHexString)]);

        Assert.Equal(Of(Pool.Take(64)).ToString(), CustomerSketch.Parse(stored).ToString());
    }

    [Theory]
    [InlineData("?")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAA")]
    public void What_is_no_sketch_is_refused(string text) => Assert.Throws<FormatException>(() => CustomerSketch.Parse(text));

    [Fact]
    public void More_hashes_than_64_are_refused() => Assert.Throws<FormatException>(() => CustomerSketch.Parse(Convert.ToBase64String(new byte[65 * 8])));

    [Fact]
    public void A_register_that_no_hash_can_give_is_refused()
    {
        var registers = new byte[1024];
        registers[17] = 56;

        Assert.Throws<FormatException>(() => CustomerSketch.Parse(Convert.ToBase64String(registers)));
    }

    private static CustomerSketch Of(IEnumerable<string> keys)
    {
        var sketch = new CustomerSketch();
        foreach (var key in keys)
            sketch.Add(key);
        return sketch;
    }

    private static CustomerSketch Merged(IEnumerable<CustomerSketch> sketches)
    {
        var sum = new CustomerSketch();
        foreach (var sketch in sketches)
            sum.Merge(sketch);
        return sum;
    }

    private static CustomerSketch MergedInPairs(IReadOnlyList<CustomerSketch> sketches) => sketches.Count switch
    {
        0 => new(),
        1 => sketches[0],
        _ => Merged([MergedInPairs([.. sketches.Take(sketches.Count / 2)]), MergedInPairs([.. sketches.Skip(sketches.Count / 2)])]),
    };

    /// <summary>Some of the pool; from a large one nearly all.</summary>
    private static Gen<string[]> Part(int pool) =>
        from seed in Gen.Choose(0, int.MaxValue)
        from length in pool <= 400 ? Gen.Choose(0, 200) : Gen.Choose(0, pool)
        select new Random(seed).GetItems(Pool.AsSpan(0, pool), length);

    private static IEnumerable<string> Keys(int count) => Enumerable.Range(0, count).Select(AnySignal.CustomerKey);

    private static IEnumerable<string> RandomKeys(int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count)
            .Select(_ => string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64(long.MinValue, long.MaxValue):x16}{0:x16}"));
    }

    private static void Holds(Func<(string[][] Parts, int[] Order), bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(AnyParts, law));
}

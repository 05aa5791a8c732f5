using System.Globalization;
using Feedback.Core.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

public sealed class CustomerSketchTests
{
    // Few enough to repeat, enough to pass from exact to estimated; some sets stay small.
    private static readonly Arbitrary<(string[][] Parts, int[] Order)> AnyParts = (
        from pool in Gen.Elements(10, CustomerSketch.Exact, CustomerSketch.Exact + 1, 90, 400)
        from count in Gen.Choose(1, 6)
        from parts in Gen.Choose(0, pool - 1).Select(AnySignal.CustomerKey).ArrayOf().ArrayOf(count)
        from order in Gen.Shuffle(Enumerable.Range(0, count))
        select (parts, order)).Resize(200).ToArbitrary();

    [Fact]
    public void Nobody_counts_nothing() => Assert.Equal(0, new CustomerSketch().Count());

    [Fact]
    public void Up_to_64_customers_are_counted_exactly() =>
        Assert.All(Enumerable.Range(0, CustomerSketch.Exact + 1), count => Assert.Equal(count, Of(Keys(count)).Count()));

    // An estimate of 64 may be right by chance, but not of fifty sets.
    [Fact]
    public void Any_64_customers_are_counted_exactly() =>
        Assert.All(Enumerable.Range(0, 50), seed => Assert.Equal(64, Of(RandomKeys(64, seed)).Count()));

    [Fact]
    public void A_customer_added_again_counts_once() => Assert.Equal(3, Of([.. Keys(3), .. Keys(3)]).Count());

    [Fact]
    public void A_customer_added_again_to_64_leaves_the_count_exact() => Assert.Equal(64, Of([.. Keys(64), .. Keys(64)]).Count());

    [Theory]
    [InlineData(65, 1)]
    [InlineData(1_000, 1)]
    [InlineData(1_000, 2)]
    [InlineData(10_000, 1)]
    [InlineData(10_000, 2)]
    [InlineData(100_000, 1)]
    [InlineData(100_000, 2)]
    public void More_are_estimated_within_ten_in_a_hundred(int count, int seed) =>
        Assert.InRange(Of(RandomKeys(count, seed)).Count(), (long)(count * 0.9), (long)(count * 1.1));

    [Fact]
    public void An_estimate_takes_bounded_space() => Assert.Equal(Of(RandomKeys(100, 1)).ToString().Length, Of(RandomKeys(50_000, 1)).ToString().Length);

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
    public void What_is_written_is_read_as_it_was() =>
        Holds(any => Of(any.Parts.SelectMany(part => part)) is var sketch
            && CustomerSketch.Parse(sketch.ToString()) is var read && read.ToString() == sketch.ToString() && read.Count() == sketch.Count());

    [Fact]
    public void A_sketch_that_was_read_goes_on_where_it_was() =>
        Holds(any =>
        {
            var read = CustomerSketch.Parse(Of(any.Parts[0]).ToString());
            foreach (var key in any.Parts.Skip(1).SelectMany(part => part))
                read.Add(key);
            return read.ToString() == Of(any.Parts.SelectMany(part => part)).ToString();
        });

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

    private static IEnumerable<string> Keys(int count) => Enumerable.Range(0, count).Select(AnySignal.CustomerKey);

    private static IEnumerable<string> RandomKeys(int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count)
            .Select(_ => string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64(long.MinValue, long.MaxValue):x16}{0:x16}"));
    }

    private static void Holds(Func<(string[][] Parts, int[] Order), bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(AnyParts, law));
}

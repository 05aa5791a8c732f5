using Feedback.Core.Detection;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Detection;

public sealed class CountTailTests
{
    // The sums of the probabilities of all smaller counts, with 50 digits.
    [Theory]
    [InlineData(1, 0.1, 9.516258196404e-02)]
    [InlineData(5, 0.5, 1.721156299558e-04)]
    [InlineData(25, 11.5, 3.777913206643e-04)]
    [InlineData(700, 500, 1.933768442876e-17)]
    [InlineData(10600, 10000, 1.440851923847e-09)]
    public void A_poisson_tail_is_exact(double count, double mean, double tail) => Assert.Equal(1, CountTail.AtLeast(count, mean, mean) / tail, 1e-6);

    [Theory]
    [InlineData(5, 0.5, 0.6, 1.205780648700e-03)]
    [InlineData(25, 11.5, 14, 1.394463964500e-03)]
    [InlineData(700, 500, 1500, 1.350245610954e-06)]
    [InlineData(10600, 10000, 11000, 7.698133507570e-09)]
    [InlineData(12000, 10000, 210000, 1.873362080447e-05)]
    [InlineData(120000, 100000, 20100000, 1.280959571721e-05)]
    public void A_negative_binomial_tail_is_exact(double count, double mean, double variance, double tail) =>
        Assert.Equal(1, CountTail.AtLeast(count, mean, variance) / tail, 1e-6);

    [Fact]
    public void A_negative_binomial_tail_ends_in_the_poisson_tail() =>
        Assert.Equal(1, CountTail.AtLeast(25, 11.5, 11.5 * 1.0000001) / CountTail.AtLeast(25, 11.5, 11.5), 1e-4);

    [Fact]
    public void Higher_counts_are_less_probable_and_more_variance_makes_high_counts_more_probable() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from mean in Gen.Choose(1, 2_000)
             from excess in Gen.Choose(1, 3_000)
             from more in Gen.Choose(1, 50)
             select (mean: mean / 10.0,
                excess: excess / 10.0, more)).ToArbitrary(),
            any =>
            {
                // Far enough above the mean that a wider distribution has more beyond it.
                var count = Math.Ceiling(any.mean + (3 * Math.Sqrt(any.mean + any.excess))) + any.more;
                var tail = CountTail.AtLeast(count, any.mean, any.mean + any.excess);
                return tail is >= 0 and <= 1 && CountTail.AtLeast(count + 1, any.mean, any.mean + any.excess) <= tail
                    && CountTail.AtLeast(count, any.mean, any.mean) <= tail * (1 + 1e-9);
            }));
}

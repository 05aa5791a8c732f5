using Feedback.Core.Detection;
using MathNet.Numerics.Distributions;

namespace Feedback.Core.Tests.Detection;

public sealed class VariationTests
{
    [Fact]
    public void Counts_that_chance_explains_have_none()
    {
        var random = new Random(3);
        double[] expected = [.. Enumerable.Repeat(10.0, 20_000)];

        var variation = Variation.Of([.. expected.Select(mean => (double)Poisson.Sample(random, mean))], expected, 1);

        Assert.Equal(0, variation.Excess / variation.Weight, 0.005);
    }

    [Fact]
    public void Rates_that_vary_by_a_third_have_a_ninth()
    {
        var random = new Random(4);
        double[] expected = [.. Enumerable.Repeat(30.0, 20_000)];

        // A rate that is one third more or less, each half of the time.
        var variation = Variation.Of([.. expected.Select(mean => (double)Poisson.Sample(random, mean * (random.Next(2) == 0 ? 4 : 2) / 3))], expected, 1);

        Assert.Equal(1.0 / 9, variation.Excess / variation.Weight, 0.005);
    }

    [Fact]
    public void One_topic_in_trouble_does_not_change_what_the_others_have_in_common() =>
        Assert.Equal(0.02, Variation.Median([new(1, 100), new(2, 100), new(3, 100), new(900, 100), new(2, 100)]));

    [Fact]
    public void The_less_is_known_of_a_topic_the_more_it_is_taken_for_one_of_its_journey()
    {
        Assert.Equal(0.01, new Variation(0, 0).DrawnTo(0.01, 0.03), 1e-12);
        Assert.Equal(0.5, new Variation(5e8, 1e9).DrawnTo(0.01, 0.03), 1e-4);
    }

    [Fact]
    public void Counts_more_even_than_chance_are_taken_for_chance() => Assert.Equal(0, new Variation(-500, 1_000).DrawnTo(0, 0.03));
}

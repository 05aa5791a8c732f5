using Feedback.Core.Detection;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Detection;

public sealed class FalseDiscoveryTests
{
    [Fact]
    public void It_rejects_what_the_authors_example_rejects()
    {
        // Benjamini and Hochberg 1995, section 3.2: 15 hypotheses, of which four are rejected at 0.05.
        double[] values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1];

        Assert.Equal(0.0095, FalseDiscovery.Threshold(values, values.Length, 0.05));
    }

    [Fact]
    public void A_value_over_its_own_level_is_rejected_with_a_later_one_under_it() => Assert.Equal(0.04, FalseDiscovery.Threshold([0.03, 0.04], 2, 0.05));

    [Fact]
    public void Nothing_is_rejected_when_nothing_is_low_enough() => Assert.True(FalseDiscovery.Threshold([0.2, 0.9], 2, 0.05) < 0);

    [Fact]
    public void It_is_the_largest_value_of_which_enough_are_as_low() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from values in Gen.Choose(0, 200).Select(value => value / 1000.0).ArrayOf() from more in Gen.Choose(0, 20) select (values, more)).ToArbitrary(),
            any =>
            {
                var hypotheses = any.values.Length + any.more;
                var low = any.values.Where(value => value <= any.values.Count(other => other <= value) * 0.1 / hypotheses);
                return FalseDiscovery.Threshold(any.values, hypotheses, 0.1) == low.DefaultIfEmpty(-1).Max();
            }));
}

using Feedback.Core.Drivers;

namespace Feedback.Core.Tests.Drivers;

public sealed class HolmTests
{
    // 4 × 0.005, 3 × 0.01, 2 × 0.03, and 1 × 0.04 raised to the one before.
    [Fact]
    public void The_smallest_is_multiplied_by_the_number_of_all_and_so_on_down() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)));

    [Fact]
    public void No_probability_exceeds_1() => Assert.Equal([1, 1], Holm.Adjust([0.6, 0.9]));

    [Fact]
    public void One_alone_stays_as_it_is() => Assert.Equal([0.04], Holm.Adjust([0.04]));
}

using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Tickets;

public sealed class ShareRatioTests
{
    [Fact]
    public void Half_against_a_quarter_of_a_hundred_each_is_twice_as_often_with_the_textbooks_interval()
    {
        var ratio = ShareRatio.Of(50, 100, 25, 100);

        // Without the added halves: 2, and 2 times or over e^(2.576 × √0.04).
        Assert.Equal(2, ratio.Ratio, 0.03);
        Assert.Equal(1.195, ratio.Low, 0.03);
        Assert.Equal(3.348, ratio.High, 0.06);
    }

    [Fact]
    public void The_other_way_round_it_is_the_inverse()
    {
        var (one, other) = (ShareRatio.Of(30, 120, 90, 1000), ShareRatio.Of(90, 1000, 30, 120));

        Assert.Equal(1, one.Ratio * other.Ratio, 1e-9);
        Assert.Equal(1, one.Low * other.High, 1e-9);
    }

    [Fact]
    public void More_data_make_the_interval_narrower()
    {
        var (few, many) = (ShareRatio.Of(5, 10, 50, 1000), ShareRatio.Of(50, 100, 50, 1000));

        Assert.True(few.Low < many.Low && many.High < few.High);
    }

    [Fact]
    public void Nothing_elsewhere_is_no_infinity() => Assert.InRange(ShareRatio.Of(5, 10, 0, 1000).High, 1, 100_000);
}

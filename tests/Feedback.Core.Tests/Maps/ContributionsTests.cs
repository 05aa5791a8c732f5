using System.Numerics;
using Feedback.Core.Maps;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Maps;

public sealed class ContributionsTests
{
    private static readonly Gen<OpinionCounts> AnyCounts =
        from volume in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 20), Gen.Choose(1, 100_000_000))
        from negative in Gen.Choose(0, Math.Max(0, volume))
        from mean in Gen.Choose(-1000, 1000)
        from odd in Gen.Choose(-volume, volume)
        select new OpinionCounts(volume, negative, Math.Clamp(((long)mean * volume) + odd, -1000L * volume, 1000L * volume));

    private static readonly Arbitrary<(OpinionCounts Before, OpinionCounts After)[]> AnyParts =
        (from count in Gen.Choose(1, 40)
         from parts in (from before in AnyCounts from after in AnyCounts select (before, after)).ArrayOf(count)
         select parts).ToArbitrary();

    [Fact]
    public void What_parts_contribute_adds_up_to_the_change_of_the_whole_exactly() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(
        AnyParts, parts =>
        {
            var (before, after) = Contributions.Sum(parts);
            if (before.Volume == 0 || after.Volume == 0)
                return;
            var sum = parts.Aggregate(BigInteger.Zero, (sum, part) => sum + Contributions.NumeratorOf(part, before, after));

            // As fractions: the sum over its unit is the difference of the means.
            Assert.Equal(
                Contributions.UnitOf(before, after) * (((BigInteger)after.Sentiment * before.Volume) - ((BigInteger)before.Sentiment * after.Volume)),
                sum * before.Volume * after.Volume);
        }));

    [Fact]
    public void What_is_told_adds_up_to_the_change_that_is_told_and_is_a_thousandth_off_at_most() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(
            AnyParts, parts =>
            {
                var (before, after) = Contributions.Sum(parts);
                if (Contributions.Of(parts) is not { } told)
                {
                    Assert.True(before.Volume == 0 || after.Volume == 0);
                    return;
                }

                Assert.Equal(after.Mean - before.Mean, told.Sum(part => part.Whole));
                foreach (var (part, (whole, _)) in parts.Zip(told))
                {
                    var off = Contributions.NumeratorOf(part, before, after) - (whole * Contributions.UnitOf(before, after));
                    Assert.True(BigInteger.Abs(off) <= Contributions.UnitOf(before, after));
                }
            }));

    [Fact]
    public void What_gets_worse_contributes_as_much_as_its_share()
    {
        // A quarter of the opinions falls from 0 to −0.4; nothing else changes.
        var told = Contributions.Of([(new(25, 0, 0), new(25, 25, -10_000)), (new(75, 0, 7_500), new(75, 0, 7_500))])!;

        Assert.Equal([(-100, -100), (0, 0)], told);
    }

    [Fact]
    public void More_of_what_is_worse_than_the_rest_contributes_though_nothing_gets_worse()
    {
        // Bad opinions, at −0.8, go from 20 to 40 of 100; good ones, at +0.4, from 80 to 60.
        var told = Contributions.Of([(new(20, 20, -16_000), new(40, 40, -32_000)), (new(80, 0, 32_000), new(60, 0, 24_000))])!;

        Assert.Equal(-240, told.Sum(part => part.Whole));
        Assert.All(told, part => Assert.Equal(0, part.OfMean));
        Assert.True(told[0].Whole < told[1].Whole && told[1].Whole < 0);
    }

    [Fact]
    public void A_part_of_the_usual_sentiment_contributes_nothing_by_growing()
    {
        var told = Contributions.Of([(new(10, 0, 1_000), new(50, 0, 5_000)), (new(90, 0, 9_000), new(50, 0, 5_000))])!;

        Assert.All(told, part => Assert.Equal((0, 0), part));
    }

    [Fact]
    public void What_is_new_contributes_by_its_share_alone()
    {
        var told = Contributions.Of([(default, new(10, 10, -9_000)), (new(90, 0, 9_000), new(90, 0, 9_000))])!;

        Assert.Equal(0, told[0].OfMean);
        Assert.True(told[0].Whole < 0);
    }

    [Fact]
    public void Without_an_opinion_in_one_of_the_periods_there_is_no_change_to_explain() =>
        Assert.Null(Contributions.Of([(default, new(10, 10, -9_000)), (default, new(2, 0, 100))]));
}

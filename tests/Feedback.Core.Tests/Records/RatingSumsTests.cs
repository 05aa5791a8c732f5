using Feedback.Core.Records;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Records;

public sealed class RatingSumsTests
{
    private static readonly Gen<RatingSums> AnySums = (
        from nps in Answer(Nps.Lowest, Nps.Highest)
        from csat in Answer(Csat.Lowest, Csat.Highest)
        from ces in Answer(Ces.Lowest, Ces.Highest)
        select RatingSums.Of(new(nps, csat, ces))).ListOf().Select(Total);

    private static readonly Arbitrary<(RatingSums A, RatingSums B, RatingSums C)> AnyThree = (
        from a in AnySums
        from b in AnySums
        from c in AnySums
        select (a, b, c)).ToArbitrary();

    [Fact]
    public void Sums_add_up_to_the_same_in_any_order_and_grouping() => Holds(any =>
        (any.A + any.B) + any.C == any.A + (any.B + any.C) && any.A + any.B == any.B + any.A && any.A + default(RatingSums) == any.A);

    [Fact]
    public void The_NPS_lies_between_its_ends_and_is_missing_without_an_answer_only() => Holds(any =>
        any.A.Nps.Score is { } score ? score is >= Nps.LowestScore and <= Nps.HighestScore : any.A.Nps.Answers == 0);

    [Fact]
    public void Means_lie_within_their_scales_and_the_share_of_the_satisfied_within_0_and_1() => Holds(any =>
        any.A.Csat is { Mean: null, Share: null, Answers: 0 } or { Mean: >= Csat.Lowest and <= Csat.Highest, Share: >= 0 and <= 1 }
        && any.A.Ces is { Mean: null, Answers: 0 } or { Mean: >= Ces.Lowest and <= Ces.Highest });

    [Theory]
    [InlineData(0, -100)]
    [InlineData(6, -100)]
    [InlineData(7, 0)]
    [InlineData(8, 0)]
    [InlineData(9, 100)]
    [InlineData(10, 100)]
    public void One_answer_is_a_detractors_a_passives_or_a_promoters(int answer, double score) => Assert.Equal(score, Nps.Of(answer).Score);

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    public void Satisfied_are_4_and_5(int answer, double share) => Assert.Equal(share, Csat.Of(answer).Share);

    [Fact]
    public void How_an_answer_feels_never_falls_when_it_rises_and_reaches_both_ends()
    {
        double[] nps = [.. Enumerable.Range(Nps.Lowest, Nps.Highest + 1).Select(Nps.SentimentOf)];
        double[] csat = [.. Enumerable.Range(Csat.Lowest, Csat.Highest).Select(Csat.SentimentOf)];

        Assert.Equal([-1, 1, -1, 1], [nps[0], nps[^1], csat[0], csat[^1]]);
        Assert.Equal(nps, nps.Order());
        Assert.Equal(csat, csat.Order());
    }

    private static Gen<int?> Answer(int lowest, int highest) => Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(lowest, highest).Select(answer => (int?)answer));

    private static RatingSums Total(IEnumerable<RatingSums> parts) => parts.Aggregate(default(RatingSums), (sum, part) => sum + part);

    private static void Holds(Func<(RatingSums A, RatingSums B, RatingSums C), bool> law) => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(AnyThree, law));
}

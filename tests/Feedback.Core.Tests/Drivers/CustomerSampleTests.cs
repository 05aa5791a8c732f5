using Feedback.Core.Drivers;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Maps;
using Feedback.Core.Tests.Signals;

namespace Feedback.Core.Tests.Drivers;

public sealed class CustomerSampleTests
{
    private static readonly Signal Complaint = Heard.At("2026-11-20T06:00:00", "pay", -600, "billing") with { Feedback = "b", Theme = "invoice-error" };
    private static readonly Signal Answer = Heard.At("2026-11-21T06:00:00", "buy", 0, "web") with { Feedback = "w", Ratings = new("buy", new(3, 2, null)) };

    [Fact]
    public void What_a_customer_says_at_one_silo_explains_the_score_given_at_another()
    {
        var customer = Assert.Single(Scored(ScoreKind.Nps, Of(1, Complaint), Of(1, Answer)));

        Assert.Equal(-100, customer.Score);
        Assert.Equal(["pay"], customer.Stages);
        Assert.Equal(["invoice-error"], customer.Themes);
        Assert.Equal([("web", 1.0)], customer.AskedAt);
    }

    [Fact]
    public void What_another_customer_says_does_not() => Assert.Empty(Assert.Single(Scored(ScoreKind.Nps, Of(2, Complaint), Of(1, Answer))).Themes);

    [Fact]
    public void Feedback_that_names_nobody_is_a_customer_of_its_own()
    {
        var scored = Scored(ScoreKind.Nps, Complaint with { Feedback = "a" }, Answer with { Feedback = "a" }, Complaint, Answer);

        Assert.Equal([1, 0], scored.Select(customer => customer.Themes.Count));
    }

    [Fact]
    public void A_customer_without_a_score_is_left_out() => Assert.Empty(Scored(ScoreKind.Nps, Of(1, Complaint)));

    [Fact]
    public void A_customer_who_answered_another_score_only_is_left_out() =>
        Assert.Empty(Scored(ScoreKind.Nps, Of(1, Answer) with { Ratings = new("buy", new(null, 5, null)) }));

    [Fact]
    public void A_customer_with_several_answers_has_their_mean_and_the_share_of_each_touchpoint()
    {
        var customer = Assert.Single(Scored(ScoreKind.Nps, Nps(10, "web"), Nps(8, "store"), Nps(0, "web"), Nps(9, "web")));

        Assert.Equal(25, customer.Score);
        Assert.Equal([("store", 0.25), ("web", 0.75)], customer.AskedAt);
    }

    [Theory]
    [InlineData(10, 100)]
    [InlineData(9, 100)]
    [InlineData(8, 0)]
    [InlineData(7, 0)]
    [InlineData(6, -100)]
    [InlineData(0, -100)]
    public void NPS_counts_in_points(int answer, double points) => Assert.Equal(points, Assert.Single(Scored(ScoreKind.Nps, Nps(answer, "web"))).Score);

    [Fact]
    public void CSAT_counts_as_it_was_answered() => Assert.Equal(2, Assert.Single(Scored(ScoreKind.Csat, Answer)).Score);

    [Fact]
    public void Praise_is_no_complaint() => Assert.Empty(Assert.Single(Scored(ScoreKind.Nps, Of(1, Complaint) with { Sentiment = 600 }, Of(1, Answer))).Stages);

    // The sentiment of feedback without words is that of its ratings: it would explain the score by the score.
    [Fact]
    public void A_rating_without_words_does_not_explain_itself()
    {
        var customer = Assert.Single(Scored(ScoreKind.Nps, Of(1, Answer) with { Sentiment = -571 }));

        Assert.Empty(customer.Stages);
    }

    private static Signal Of(int customer, Signal signal) => signal with { Customer = AnySignal.CustomerKey(customer) };

    private static Signal Nps(int answer, string touchpoint) =>
        Of(1, Answer) with { Touchpoint = touchpoint, Ratings = new("buy", new Ratings(answer, null, null)) };

    private static IReadOnlyList<ScoredCustomer> Scored(ScoreKind score, params Signal[] signals)
    {
        var sample = new CustomerSample(score);
        foreach (var signal in signals)
            sample.Add(signal);
        return sample.Scored();
    }
}

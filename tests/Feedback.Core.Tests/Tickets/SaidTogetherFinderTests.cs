using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Tickets;

public sealed class SaidTogetherFinderTests
{
    [Fact]
    public void What_the_same_customers_complain_about_more_often_than_others_is_named_with_its_owner()
    {
        var crowd = new Crowd().Say(20, ["returns", "fit-size"]).Say(6, ["fit-size"], ["returns"]).Say(34, ["returns"], ["price-value"])
            .Say(40, ["fit-size"]).Say(360, ["price-value"]);

        var fit = Assert.Single(crowd.With("returns"));

        Assert.Equal(("fit-size", "product", SaidTogetherRole.LikelyCause, 26, 60, 0.433),
            (fit.Theme, fit.OwnedBy, fit.Role, fit.Customers, fit.Of, fit.Share));
        Assert.InRange(fit.Low, SaidTogether.StrongLift, fit.Lift);
        Assert.InRange(fit.High, fit.Lift, 9);
    }

    [Fact]
    public void The_same_feedback_and_an_earlier_and_a_later_one_of_the_customer_are_told_apart()
    {
        var crowd = new Crowd().Say(8, ["returns", "fit-size"], ["fit-size"]).Say(5, ["returns"], ["fit-size"]).Say(3, ["fit-size"], ["returns"], ["fit-size"])
            .Say(200, ["price-value"]);

        var fit = Assert.Single(crowd.With("returns"));

        Assert.Equal((8, 3, 5), (fit.SameFeedback, fit.EarlierFeedback, fit.LaterFeedback));
    }

    [Fact]
    public void A_theme_that_is_frequent_everywhere_is_not_named() =>
        Assert.Empty(new Crowd().Say(40, ["returns", "fit-size"]).Say(10, ["returns", "colour"]).Say(320, ["fit-size"]).Say(80, ["colour"]).With("returns"));

    [Fact]
    public void Who_complains_about_many_things_points_at_none_of_them() =>
        Assert.Empty(new Crowd().Say(100, ["returns", "fit-size", "colour", "comfort", "workmanship"])
            .Say(100, ["fit-size"]).Say(100, ["colour"]).Say(100, ["comfort"]).Say(100, ["workmanship"]).With("returns"));

    [Fact]
    public void Of_complaints_that_have_nothing_to_do_with_each_other_hardly_any_is_named()
    {
        // Some complain about one thing, some about several; some themes are ten times as frequent as others.
        List<string> themes = [.. Crowd.Journey.Themes.Select(theme => theme.Id).Take(12)];
        var random = new Random(20261201);
        var (asked, named) = (0, 0);
        for (var round = 0; round < 40; round++)
        {
            var crowd = new Crowd();
            for (var customer = 0; customer < 400; customer++)
                crowd.Say(1, [.. themes.OrderBy(theme => Math.Log(random.NextDouble()) / -(1 + (0.9 * themes.IndexOf(theme)))).Take(random.Next(1, 5))]);
            asked += themes.Count - 1;
            named += crowd.With(themes[round % themes.Count]).Count;
        }

        Assert.InRange(named, 0, asked / 50);
    }

    [Fact]
    public void Too_few_customers_name_nothing()
    {
        Assert.Empty(new Crowd().Say(4, ["returns", "fit-size"]).Say(30, ["returns"]).Say(500, ["price-value"]).With("returns"));
        Assert.Single(new Crowd().Say(5, ["returns", "fit-size"]).Say(30, ["returns"]).Say(500, ["price-value"]).With("returns"));
    }

    [Fact]
    public void A_small_share_of_the_tickets_customers_names_nothing() =>
        Assert.Empty(new Crowd().Say(6, ["returns", "fit-size"]).Say(120, ["returns"]).Say(500, ["price-value"]).With("returns"));

    [Fact]
    public void What_comes_later_on_the_journey_is_a_consequence()
    {
        var returns = Assert.Single(new Crowd().Say(26, ["returns", "fit-size"]).Say(40, ["fit-size"]).Say(360, ["price-value"]).With("fit-size"));

        Assert.Equal(("returns", SaidTogetherRole.LikelyConsequence), (returns.Theme, returns.Role));
    }

    [Fact]
    public void What_comes_earlier_on_the_journey_but_is_much_rarer_is_no_cause()
    {
        var crowd = new Crowd().Say(16, ["price-value", "fabric-quality"]).Say(40, ["fabric-quality"]).Say(300, ["returns"]);

        var price = Assert.Single(crowd.With("fabric-quality"));

        Assert.Equal(("price-value", SaidTogetherRole.Alongside), (price.Theme, price.Role));
    }

    [Fact]
    public void Of_two_themes_at_one_stage_none_is_the_cause_unless_customers_say_it_first()
    {
        var crowd = new Crowd().Say(20, ["cut-shape", "fit-size"]).Say(40, ["fit-size"]).Say(300, ["price-value"]);
        Assert.Equal(SaidTogetherRole.Alongside, Assert.Single(crowd.With("cut-shape")).Role);

        crowd.Say(5, ["fit-size"], ["cut-shape"]);

        Assert.Equal(SaidTogetherRole.LikelyCause, Assert.Single(crowd.With("cut-shape")).Role);
        Assert.Equal(SaidTogetherRole.LikelyConsequence, Assert.Single(crowd.With("fit-size")).Role);
    }

    [Fact]
    public void The_order_in_which_customers_say_it_outweighs_that_of_the_journey()
    {
        var crowd = new Crowd().Say(20, ["returns"], ["fit-size"]).Say(30, ["returns"]).Say(20, ["fit-size"]).Say(300, ["price-value"]);

        Assert.Equal(SaidTogetherRole.LikelyConsequence, Assert.Single(crowd.With("returns")).Role);
    }

    [Fact]
    public void What_few_of_the_tickets_customers_say_points_nowhere() => Assert.Equal(SaidTogetherRole.Alongside,
        Assert.Single(new Crowd().Say(7, ["fit-size"], ["returns"]).Say(70, ["returns"]).Say(500, ["price-value"]).With("returns")).Role);

    [Fact]
    public void A_feedback_that_names_nobody_is_a_customer_of_its_own()
    {
        var fit = Assert.Single(new Crowd().SayUnnamed(12, "returns", "fit-size").SayUnnamed(12, "returns").SayUnnamed(200, "price-value").With("returns"));

        Assert.Equal((12, 24, 12), (fit.Customers, fit.Of, fit.SameFeedback));
    }

    [Fact]
    public void Of_many_customers_some_stand_for_all()
    {
        var crowd = new Crowd();
        for (var n = 0; n < 40; n++)
            crowd.Say(5, ["returns", "fit-size"]).Say(5, ["returns", "price-value"]);
        crowd.Say(100, ["fit-size"]).Say(900, ["price-value"]);

        var (all, some) = (Assert.Single(crowd.With("returns")), Assert.Single(crowd.With("returns", most: 100)));

        Assert.Equal((400, 100), (all.Of, some.Of));
        Assert.Equal((0.5, 0.5), (all.Share, some.Share));
        Assert.Equal(all.Lift, some.Lift, 0.1);
        Assert.True(some.Low < all.Low);
    }

    [Fact]
    public void Likely_causes_come_first()
    {
        var crowd = new Crowd().Say(10, ["fit-size"], ["returns", "account-closure"]).Say(30, ["returns", "account-closure"]).Say(10, ["returns"])
            .Say(500, ["price-value"]);

        Assert.Equal([("fit-size", SaidTogetherRole.LikelyCause), ("account-closure", SaidTogetherRole.Alongside)],
            crowd.With("returns").Select(said => (said.Theme, said.Role)));
    }
}

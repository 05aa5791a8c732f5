using Feedback.Core.Detection;

namespace Feedback.Core.Tests.Detection;

public sealed class TicketRuleTests
{
    private static readonly TicketRule Rule = TicketRule.Default;

    [Fact]
    public void The_baseline_leads_one_to_expect_its_rate_over_the_window() => Assert.Equal(7, Rule.Expected(28, 1_000));

    [Fact]
    public void A_baseline_in_which_the_theme_was_silent_leads_one_to_expect_nothing() => Assert.Equal(0, Rule.Expected(0, 1));

    [Fact]
    public void A_baseline_in_which_nothing_was_heard_says_nothing() => Assert.Null(Rule.Expected(0, 0));

    [Theory]
    [InlineData(13, false)]
    [InlineData(14, true)]
    [InlineData(15, true)]
    public void A_theme_rose_from_twice_what_was_expected(long negative, bool rose) => Assert.Equal(rose, Rule.Rose(negative, 7));

    [Fact]
    public void A_theme_that_was_silent_rose_with_the_first() => Assert.True(Rule.Rose(1, 0));

    [Fact]
    public void Without_a_baseline_every_theme_rose() => Assert.True(Rule.Rose(1, null));

    [Fact]
    public void What_two_silos_hear_crosses_silos() => Assert.True(Rule.CrossesSilos(Heard(("billing", 9), ("stores", 1)), "billing"));

    [Fact]
    public void What_only_its_owner_hears_does_not() => Assert.False(Rule.CrossesSilos(Heard(("billing", 9)), "billing"));

    [Fact]
    public void What_only_another_silo_hears_does() => Assert.True(Rule.CrossesSilos(Heard(("stores", 1)), "billing"));

    [Fact]
    public void A_silo_that_heard_nothing_of_it_does_not_count() => Assert.False(Rule.CrossesSilos(Heard(("billing", 9), ("stores", 0)), "billing"));

    [Theory]
    [InlineData(5, false)]
    [InlineData(4, true)]
    public void Where_more_silos_are_asked_for_it_must_be_heard_mostly_away_from_its_owner(long byOwner, bool crosses) =>
        Assert.Equal(crosses, (Rule with { LeastSilos = 3 }).CrossesSilos(Heard(("billing", byOwner), ("stores", 5)), "billing"));

    [Fact]
    public void What_nobody_hears_does_not_cross() => Assert.False(Rule.CrossesSilos(Heard(), "billing"));

    private static Dictionary<string, long> Heard(params (string Silo, long Negative)[] heard) => heard.ToDictionary(pair => pair.Silo, pair => pair.Negative);
}

using Feedback.Core.Detection;
using Feedback.Core.Outcomes;

namespace Feedback.Core.Tests.Outcomes;

public sealed class ComparedDaysTests
{
    [Fact]
    public void The_day_of_shipping_is_neither_before_nor_after()
    {
        var days = Of(Said.Chronic());

        Assert.Equal((-1, 1), (Number(days.Before[^1]), Number(days.After[0])));
    }

    [Fact]
    public void A_look_reads_whole_weeks_since() => Assert.Equal(21, Of(Said.Chronic()).After.Count);

    [Fact]
    public void Of_a_jump_the_whole_weeks_between_raising_and_shipping_are_before()
    {
        var days = Of(Said.Change(FindingKind.Jump, -30, -24));

        Assert.Equal((-21, 21), (Number(days.Before[0]), days.Before.Count));
        Assert.Empty(days.Selected);
    }

    [Fact]
    public void No_more_than_eight_weeks_are_before() => Assert.Equal(56, Of(Said.Change(FindingKind.Jump, -200, -190)).Before.Count);

    [Fact]
    public void Of_a_jump_that_was_shipped_soon_the_days_that_led_to_the_ticket_are_marked()
    {
        var days = Of(Said.Change(FindingKind.Jump, -14, -7));

        Assert.Equal((-14, 14), (Number(days.Before[0]), days.Before.Count));
        Assert.Equal(Enumerable.Range(-14, 8), days.Selected.Select(Number).Order());
    }

    [Fact]
    public void Days_before_a_jump_began_are_not_before() =>
        Assert.Equal(5, Of(Said.Change(FindingKind.Jump, -5, -2)).Before.Count);

    [Fact]
    public void Of_a_chronic_problem_the_weeks_that_led_to_the_ticket_are_left_out()
    {
        var days = Of(Said.Change(FindingKind.Chronic, -33, -5));

        Assert.Equal(Enumerable.Range(-56, 21), days.Before.Select(Number));
    }

    [Fact]
    public void Of_a_chronic_problem_found_over_all_the_weeks_none_is_left_out() =>
        Assert.Equal(56, Of(Said.Change(FindingKind.Chronic, -60, -1)).Before.Count);

    [Fact]
    public void A_ticket_that_was_raised_again_is_compared_with_what_came_after_that()
    {
        var again = Said.Change(FindingKind.Jump, -40, -30) with { RaisedAt = Said.Start(-100) };

        Assert.Equal(-28, Number(Of(again).Before[0]));
    }

    private static ComparedDays Of(ShippedChange change) => ComparedDays.Of(change, Said.Start(23), OutcomeSettings.Default)!;

    private static int Number(DateOnly day) => day.DayNumber - DateOnly.FromDateTime(Said.ShippedAt.Date).DayNumber;
}

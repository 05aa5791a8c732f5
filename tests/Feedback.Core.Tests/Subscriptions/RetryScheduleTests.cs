using System.Globalization;
using Feedback.Core.Subscriptions;

namespace Feedback.Core.Tests.Subscriptions;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Attempts_go_on_for_about_24_hours()
    {
        foreach (var delivery in Enumerable.Range(0, 200).Select(number => number.ToString(CultureInfo.InvariantCulture)))
        {
            var last = Enumerable.Range(1, RetrySchedule.Waits.Count)
                .Aggregate(TimeSpan.Zero, (sum, attempt) => sum + RetrySchedule.After(attempt, delivery)!.Value);

            Assert.InRange(last, TimeSpan.FromHours(24), TimeSpan.FromHours(26.5));
        }
    }

    [Fact]
    public void Each_wait_is_longer_than_the_one_before_but_the_last_which_ends_the_day() =>
        Assert.Equal(RetrySchedule.Waits.Take(6).Order(), RetrySchedule.Waits.Take(6));

    [Fact]
    public void After_the_last_attempt_there_is_none() => Assert.Null(RetrySchedule.After(RetrySchedule.Waits.Count + 1, "any"));

    [Fact]
    public void Up_to_a_tenth_is_added_to_a_wait_and_differs_from_one_delivery_to_the_next()
    {
        var waits = Enumerable.Range(0, 100).Select(number => RetrySchedule.After(4, number.ToString(CultureInfo.InvariantCulture))!.Value).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromHours(2), TimeSpan.FromHours(2.2)));
        Assert.True(waits.Max() - waits.Min() > TimeSpan.FromMinutes(9));
    }

    [Fact]
    public void A_deliverys_wait_is_always_the_same() => Assert.Equal(RetrySchedule.After(3, "one"), RetrySchedule.After(3, "one"));
}

using Feedback.Core.Maps;
using Feedback.Core.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Maps;

public sealed class QueryPeriodTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly Arbitrary<(DateTimeOffset From, DateTimeOffset To)> AnyTimes = (
        from a in Gen.Choose(-100_000, 100_000)
        from b in Gen.OneOf(Gen.Choose(-100_000, 100_000), Gen.Constant(a))
        from grain in Gen.Elements(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromTicks(1))
        from offset in Gen.Choose(-14, 14)
        select (Noon.Add(a * grain).ToOffset(TimeSpan.FromHours(offset)), Noon.Add(b * grain))).ToArbitrary();

    [Fact]
    public void Whole_hours_stay_as_they_are()
    {
        var period = QueryPeriod.Between(Noon, Noon.AddHours(3), CompanyCalendar.Utc)!;

        Assert.Equal((Noon, Noon.AddHours(3)), (period.From, period.To));
    }

    [Fact]
    public void The_start_is_brought_down_and_the_end_up_to_a_whole_hour()
    {
        var period = QueryPeriod.Between(Noon.AddMinutes(59), Noon.AddHours(3).AddTicks(1), CompanyCalendar.Utc)!;

        Assert.Equal((Noon, Noon.AddHours(4)), (period.From, period.To));
    }

    [Fact]
    public void A_period_is_the_smallest_stretch_of_whole_hours_that_holds_all() =>
        Holds(any => QueryPeriod.Between(any.From, any.To, CompanyCalendar.Utc) is not { } period
            || (period.From <= any.From && any.From - period.From < TimeSpan.FromHours(1)
                && any.To <= period.To && period.To - any.To < TimeSpan.FromHours(1)
                && period.From.UtcTicks % TimeSpan.TicksPerHour == 0 && period.To.UtcTicks % TimeSpan.TicksPerHour == 0));

    [Fact]
    public void There_is_a_period_wherever_the_end_lies_after_the_start() =>
        Holds(any => any.To <= any.From || QueryPeriod.Between(any.From, any.To, CompanyCalendar.Utc) is not null);

    [Fact]
    public void A_period_is_in_UTC() =>
        Holds(any => QueryPeriod.Between(any.From, any.To, CompanyCalendar.Utc) is not { } period || (period.From.Offset, period.To.Offset) == default);

    [Fact]
    public void There_is_none_when_the_end_does_not_lie_after_the_start()
    {
        Assert.Null(QueryPeriod.Between(Noon, Noon, CompanyCalendar.Utc));
        Assert.Null(QueryPeriod.Between(Noon.AddHours(1), Noon, CompanyCalendar.Utc));
        Assert.Null(QueryPeriod.Between(Noon.AddDays(1).AddMinutes(1), Noon, CompanyCalendar.Utc));
    }

    [Fact]
    public void There_is_none_when_the_end_lies_before_the_start_within_the_hour() =>
        Assert.Null(QueryPeriod.Between(Noon.AddMinutes(30), Noon.AddMinutes(10), CompanyCalendar.Utc));

    [Fact]
    public void There_is_none_of_a_single_moment_within_an_hour() =>
        Assert.Null(QueryPeriod.Between(Noon.AddMinutes(30), Noon.AddMinutes(30), CompanyCalendar.Utc));

    [Fact]
    public void The_period_before_is_as_long_and_ends_where_this_one_starts() =>
        Holds(any => QueryPeriod.Between(any.From, any.To, CompanyCalendar.Utc) is not { } period
            || (period.Before().To == period.From && period.Before().To - period.Before().From == period.To - period.From));

    [Fact]
    public void The_last_hours_end_with_the_present_one()
    {
        var period = QueryPeriod.Last(TimeSpan.FromDays(1), Noon.AddMinutes(17), CompanyCalendar.Utc);

        Assert.Equal((Noon.AddHours(1).AddDays(-1), Noon.AddHours(1)), (period.From, period.To));
    }

    private static void Holds(Func<(DateTimeOffset From, DateTimeOffset To), bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(AnyTimes, law));
}

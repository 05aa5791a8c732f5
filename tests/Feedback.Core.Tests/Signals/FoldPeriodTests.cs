using Feedback.Core.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

public sealed class FoldPeriodTests
{
    private static readonly DateTime Epoch = new(2023, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    // Three years with a leap day in them; ends that fall on whole days and months are frequent.
    private static readonly Gen<DateTime> AnyHour = Gen.OneOf(
        Gen.Choose(0, 3 * 365 * 24).Select(hours => Epoch.AddHours(hours)),
        Gen.Choose(0, 3 * 365).Select(days => Epoch.AddDays(days)),
        Gen.Choose(0, 36).Select(months => Epoch.AddMonths(months)));

    private static readonly Arbitrary<(DateTime From, DateTime To, FoldGrain Longest)> AnyStretch = (
        from a in AnyHour
        from b in Gen.OneOf(AnyHour, Gen.Choose(0, 72).Select(hours => a.AddHours(hours)))
        from longest in Gen.Elements(FoldGrain.Hour, FoldGrain.Day, FoldGrain.Month)
        select (a < b ? a : b, a < b ? b : a, longest)).ToArbitrary();

    private static readonly CompanyCalendar Calendar = CompanyCalendar.Utc;

    private static readonly Arbitrary<FoldPeriod> AnyPeriod = (
        from hour in AnyHour
        from grain in Gen.Elements(FoldGrain.Hour, FoldGrain.Day, FoldGrain.Month)
        select grain switch
        {
            FoldGrain.Hour => new FoldPeriod(grain, hour),
            FoldGrain.Day => new FoldPeriod(grain, hour.Date),
            _ => new FoldPeriod(grain, new(hour.Year, hour.Month, 1, 0, 0, 0, DateTimeKind.Utc)),
        }).ToArbitrary();

    [Fact]
    public void An_hour_is_written_with_its_hour() => Assert.Equal("2026-11-20T17", Hour("2026-11-20T17").ToString());

    [Fact]
    public void A_day_is_written_as_a_date() => Assert.Equal("2026-11-20", new FoldPeriod(FoldGrain.Day, Utc(2026, 11, 20)).ToString());

    [Fact]
    public void A_month_is_written_without_a_day() => Assert.Equal("2026-11", new FoldPeriod(FoldGrain.Month, Utc(2026, 11, 1)).ToString());

    [Fact]
    public void What_is_written_is_read_as_it_was() => Holds(AnyPeriod, period => FoldPeriod.Parse(period.ToString()) == period);

    [Fact]
    public void A_period_that_was_read_is_in_UTC() => Holds(AnyPeriod, period => FoldPeriod.Parse(period.ToString()).Start.Kind == DateTimeKind.Utc);

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-13")]
    [InlineData("2026-02-29")]
    [InlineData("2026-11-20T24")]
    [InlineData("2026-11-20 17")]
    [InlineData("2026-11-20T17:00")]
    public void What_is_no_period_is_refused(string id) => Assert.Throws<FormatException>(() => FoldPeriod.Parse(id));

    [Fact]
    public void The_hour_of_a_time_is_the_hour_in_UTC() =>
        Assert.Equal(Hour("2026-11-19T23"), Calendar.HourOf(new DateTimeOffset(2026, 11, 20, 1, 59, 59, TimeSpan.FromHours(2))));

    [Fact]
    public void The_parent_of_an_hour_is_its_day() => Assert.Equal("2026-11-20", Calendar.ParentOf(Hour("2026-11-20T17")).ToString());

    [Fact]
    public void The_parent_of_a_day_is_its_month() => Assert.Equal("2026-11", Calendar.ParentOf(FoldPeriod.Parse("2026-11-20")).ToString());

    [Fact]
    public void A_month_has_no_parent() => Assert.Throws<InvalidOperationException>(() => Calendar.ParentOf(FoldPeriod.Parse("2026-11")));

    [Fact]
    public void An_hour_has_no_children() => Assert.Throws<InvalidOperationException>(() => Calendar.ChildrenOf(Hour("2026-11-20T17")).Count());

    [Fact]
    public void A_day_has_24_hours() => Assert.Equal(24, Calendar.ChildrenOf(FoldPeriod.Parse("2026-11-20")).Count(child => child.Grain == FoldGrain.Hour));

    [Theory]
    [InlineData("2026-02", 28)]
    [InlineData("2028-02", 29)]
    [InlineData("2026-04", 30)]
    [InlineData("2026-12", 31)]
    public void A_month_has_its_days(string month, int days) =>
        Assert.Equal(days, Calendar.ChildrenOf(FoldPeriod.Parse(month)).Count(child => child.Grain == FoldGrain.Day));

    [Fact]
    public void Children_cover_their_parent_without_a_gap_or_an_overlap() =>
        Holds(AnyLongPeriod(), period => Joins([.. Calendar.ChildrenOf(period)], period.Start, Calendar.EndOf(period)));

    [Fact]
    public void Children_have_their_parent_as_parent() => Holds(AnyLongPeriod(), period =>
        Calendar.ChildrenOf(period).All(child => Calendar.ParentOf(child) == period));

    [Fact]
    public void A_cover_is_exact_without_a_gap_or_an_overlap() =>
        Holds(AnyStretch, stretch => Joins([.. Calendar.Cover(stretch.From, stretch.To, stretch.Longest)], stretch.From, stretch.To));

    [Fact]
    public void A_cover_uses_nothing_longer_than_asked_for() =>
        Holds(AnyStretch, stretch => Calendar.Cover(stretch.From, stretch.To, stretch.Longest).All(period => period.Grain <= stretch.Longest));

    [Fact]
    public void A_cover_uses_a_longer_period_wherever_it_is_whole() =>
        Holds(AnyStretch, stretch => Calendar.Cover(stretch.From, stretch.To, stretch.Longest)
            .Where(period => period.Grain < stretch.Longest)
            .All(period => Calendar.ParentOf(period) is var parent
                && (parent.Start < stretch.From || Calendar.EndOf(parent) > stretch.To)));

    [Fact]
    public void A_cover_takes_the_folds_that_there_are() =>
        Holds(AnyStretch, stretch => Calendar.Cover(stretch.From, stretch.To, stretch.Longest).All(period => FoldPeriod.Parse(period.ToString()) == period));

    [Fact]
    public void A_cover_has_months_between_days_between_hours() =>
        Assert.Equal(
            ["2026-01-30T23", "2026-01-31", "2026-02", "2026-03-01", "2026-03-02T00"],
            Calendar.Cover(Utc(2026, 1, 30, 23), Utc(2026, 3, 2, 1)).Select(period => period.ToString()));

    [Fact]
    public void Nothing_covers_nothing() => Assert.Empty(Calendar.Cover(Utc(2026, 1, 1), Utc(2026, 1, 1)));

    private static Arbitrary<FoldPeriod> AnyLongPeriod() => AnyPeriod.Generator.Where(period => period.Grain != FoldGrain.Hour).ToArbitrary();

    private static bool Joins(IReadOnlyList<FoldPeriod> periods, DateTime from, DateTime to) =>
        periods.Count == 0
            ? from == to
            : periods[0].Start == from && Calendar.EndOf(periods[^1]) == to
                && periods.Zip(periods.Skip(1)).All(pair => Calendar.EndOf(pair.First) == pair.Second.Start);

    private static FoldPeriod Hour(string id) => FoldPeriod.Parse(id);

    private static DateTime Utc(int year, int month, int day, int hour = 0) => new(year, month, day, hour, 0, 0, DateTimeKind.Utc);

    private static void Holds<T>(Arbitrary<T> any, Func<T, bool> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(any, law));
}

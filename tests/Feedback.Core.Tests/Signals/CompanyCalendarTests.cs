using System.Globalization;
using Feedback.Core.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

/// <summary>Hours, days and months by the company's clock.</summary>
public sealed class CompanyCalendarTests
{
    private static readonly CompanyCalendar Berlin = In("Europe/Berlin");

    // Clock changes of an hour, of none and of half an hour, over midnight too; offsets of half and of quarter hours, on both sides of Greenwich.
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Asia/Kathmandu", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Chatham",
        "America/Havana", "Pacific/Kiritimati", "America/Los_Angeles",
    ];

    [Theory]
    [InlineData("2026-03-28", 24, "2026-03-27T23:00")]
    [InlineData("2026-03-29", 23, "2026-03-28T23:00")]
    [InlineData("2026-03-30", 24, "2026-03-29T22:00")]
    [InlineData("2026-10-24", 24, "2026-10-23T22:00")]
    [InlineData("2026-10-25", 25, "2026-10-24T22:00")]
    [InlineData("2026-10-26", 24, "2026-10-25T23:00")]
    public void A_day_has_23_or_25_hours_where_the_clocks_change(string day, int hours, string start)
    {
        var period = FoldPeriod.Parse(day);

        Assert.Equal((hours, Utc(start)), (Berlin.ChildrenOf(period).Count(), Berlin.StartOf(period)));
    }

    [Fact]
    public void Both_hours_that_a_clock_shows_as_two_in_autumn_are_hours_of_their_own() =>
        Assert.Equal(["2026-10-25T00", "2026-10-25T01"], new[] { "2026-10-25T00:30", "2026-10-25T01:30" }.Select(time => Berlin.HourOf(Utc(time)).ToString()));

    [Theory]
    [InlineData("Asia/Kolkata", "2026-11-20T17:45", "2026-11-20T17:30", "2026-11-20")]
    [InlineData("Asia/Kolkata", "2026-11-20T18:29", "2026-11-20T17:30", "2026-11-20")]
    [InlineData("Asia/Kolkata", "2026-11-20T18:30", "2026-11-20T18:30", "2026-11-21")]
    [InlineData("Asia/Kathmandu", "2026-11-20T18:14", "2026-11-20T17:15", "2026-11-20")]
    [InlineData("Asia/Kathmandu", "2026-11-20T18:15", "2026-11-20T18:15", "2026-11-21")]
    [InlineData("America/St_Johns", "2026-11-20T03:29", "2026-11-20T02:30", "2026-11-19")]
    [InlineData("America/St_Johns", "2026-11-20T03:30", "2026-11-20T03:30", "2026-11-20")]
    public void An_hour_begins_where_the_companys_clock_shows_no_minutes(string zone, string time, string hour, string day)
    {
        var calendar = In(zone);

        Assert.Equal((hour, day), (calendar.HourOf(Utc(time)).ToString(), calendar.ParentOf(calendar.HourOf(Utc(time))).ToString()));
    }

    [Fact]
    public void A_day_whose_midnight_the_clocks_leave_out_begins_with_the_first_moment_after_it()
    {
        var cairo = In("Africa/Cairo");

        // On 24 April 2026 clocks go from 00:00 to 01:00.
        Assert.Equal((Utc("2026-04-23T22:00"), 23), (cairo.StartOf(new DateOnly(2026, 4, 24)), cairo.ChildrenOf(FoldPeriod.Parse("2026-04-24")).Count()));
    }

    [Fact]
    public void An_hour_that_a_clock_change_of_half_an_hour_breaks_off_is_half_an_hour()
    {
        var lordHowe = In("Australia/Lord_Howe");

        var lengths = lordHowe.ChildrenOf(FoldPeriod.Parse("2026-10-04")).Select(hour => (lordHowe.EndOf(hour) - hour.Start).TotalMinutes).ToList();

        Assert.Equal((24, 23.5 * 60), (lengths.Count, lengths.Sum()));
    }

    [Fact]
    public void Every_time_lies_in_its_hour_and_its_hour_in_its_day() =>
        Holds(any =>
        {
            var hour = any.Calendar.HourOf(any.Time);
            var day = any.Calendar.ParentOf(hour);
            return hour.Start <= any.Time && any.Time < any.Calendar.EndOf(hour)
                && any.Calendar.StartOf(day) <= hour.Start && any.Calendar.EndOf(hour) <= any.Calendar.EndOf(day)
                && any.Calendar.ChildrenOf(day).Contains(hour);
        });

    [Fact]
    public void A_cover_is_exact_without_a_gap_or_an_overlap() =>
        Holds(any =>
        {
            var (from, to) = (any.Calendar.HourOf(any.Time).Start, any.Calendar.HourOf(any.Time.AddHours(any.Hours)).Start);
            var cover = any.Calendar.Cover(from, to).ToList();
            return cover.Count == 0 ? from == to
                : any.Calendar.StartOf(cover[0]) == from && any.Calendar.EndOf(cover[^1]) == to
                    && cover.Zip(cover.Skip(1)).All(pair => any.Calendar.EndOf(pair.First) == any.Calendar.StartOf(pair.Second));
        });

    [Fact]
    public void Days_and_months_consist_of_their_children() =>
        Holds(any =>
        {
            var day = any.Calendar.ParentOf(any.Calendar.HourOf(any.Time));
            return new[] { day, any.Calendar.ParentOf(day) }.All(period =>
            {
                var children = any.Calendar.ChildrenOf(period).ToList();
                return children.TrueForAll(child => any.Calendar.ParentOf(child) == period)
                    && any.Calendar.StartOf(children[0]) == any.Calendar.StartOf(period) && any.Calendar.EndOf(children[^1]) == any.Calendar.EndOf(period);
            });
        });

    [Fact]
    public void The_id_of_an_hour_is_read_as_it_was_written_and_sorts_by_time() =>
        Holds(any =>
        {
            var (hour, later) = (any.Calendar.HourOf(any.Time), any.Calendar.HourOf(any.Time.AddHours(any.Hours)));
            return FoldPeriod.Parse(hour.ToString()) == hour
                && Math.Sign(string.CompareOrdinal(hour.ToString(), later.ToString())) == Math.Sign(hour.Start.CompareTo(later.Start));
        });

    [Fact]
    public void Days_later_the_clock_shows_the_same() =>
        Assert.Equal(Utc("2026-10-27T08:00"), Berlin.AddDays(new(Utc("2026-10-20T07:00")), 7).UtcDateTime);

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("europe/berlin")]
    [InlineData("")]
    public void What_is_no_time_zone_of_IANA_is_none(string name) => Assert.Null(CompanyCalendar.FindZone(name));

    private static void Holds(Func<(CompanyCalendar Calendar, DateTime Time, int Hours), bool> law)
    {
        var any = from zone in Gen.Elements(Zones)
                  from minutes in Gen.OneOf(Gen.Choose(0, 6 * 366 * 24 * 60), Gen.Choose(0, 2 * 24 * 60).Select(minute => minute + ClockChange))
                  from seconds in Gen.Choose(0, 59)
                  from hours in Gen.Choose(0, 24 * 100)
                  select (In(zone), new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minutes).AddSeconds(seconds), hours);
        Prop.ForAll(any.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    private static readonly int ClockChange = (int)(Utc("2026-10-24T00:00") - Utc("2022-01-01T00:00")).TotalMinutes;

    private static CompanyCalendar In(string zone) => new(CompanyCalendar.FindZone(zone)!);

    private static DateTime Utc(string time) =>
        DateTime.ParseExact(time, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

using System.Globalization;
using Feedback.Core.Digests;
using Feedback.Core.Signals;

namespace Feedback.Core.Tests.Digests;

public sealed class DigestScheduleTests
{
    [Theory]
    [InlineData("2026-W01", "2025-12-29")]
    [InlineData("2026-W53", "2026-12-28")]
    [InlineData("2027-W01", "2027-01-04")]
    public void A_week_begins_on_the_monday_that_iso_8601_says(string week, string monday) =>
        Assert.Equal(DateOnly.Parse(monday, CultureInfo.InvariantCulture), IsoWeek.TryParse(week)!.Value.FirstDay);

    [Fact]
    public void A_week_is_the_companys()
    {
        var berlin = new CompanyCalendar(CompanyCalendar.FindZone("Europe/Berlin")!);
        var spring = IsoWeek.TryParse("2026-W13")!.Value;

        Assert.Equal("2026-W47", IsoWeek.Of(new DateTimeOffset(2026, 11, 15, 23, 30, 0, TimeSpan.Zero), berlin).ToString());
        Assert.Equal((new(2026, 3, 22, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 29, 22, 0, 0, TimeSpan.Zero)),
            (spring.StartIn(berlin), spring.EndIn(berlin)));
    }

    [Fact]
    public void A_digest_is_due_when_the_companys_week_is_over()
    {
        var schedule = DigestSchedule.Usual with { Calendar = new(CompanyCalendar.FindZone("America/Los_Angeles")!), Time = new(0, 30) };

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero), schedule.DueAt(IsoWeek.TryParse("2026-W47")!.Value));
        Assert.Equal("2026-W46", schedule.LastDue(new(2026, 11, 23, 7, 59, 0, TimeSpan.Zero)).ToString());
        Assert.Equal("2026-W47", schedule.LastDue(new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero)).ToString());
    }

    [Theory]
    [InlineData("2026-W54")]
    [InlineData("2025-W53")]
    [InlineData("2026-W00")]
    [InlineData("2026-w47")]
    [InlineData("2026-W4")]
    [InlineData("2026-W47\n")]
    [InlineData("0001-W01")]
    public void What_is_no_week_is_none(string text) => Assert.Null(IsoWeek.TryParse(text));

    [Theory]
    [InlineData("UTC", "2026-11-23T07:00:00Z")]
    [InlineData("Europe/Berlin", "2026-11-23T06:00:00Z")]
    [InlineData("America/New_York", "2026-11-23T12:00:00Z")]
    [InlineData("Asia/Tokyo", "2026-11-23T00:00:00Z")]
    public void It_is_due_on_the_monday_after_by_the_local_clock_but_not_before_the_week_is_over(string zone, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due, CultureInfo.InvariantCulture),
            DigestSchedule.Usual.DueAt(IsoWeek.TryParse("2026-W47")!.Value, CompanyCalendar.FindZone(zone)));

    [Theory]
    [InlineData("2026-03-29T01:29:59Z", "2026-W11")]
    [InlineData("2026-03-29T01:30:00Z", "2026-W12")]
    public void An_hour_that_the_clocks_leave_out_is_made_up_for(string now, string week)
    {
        // On Sunday, 29 March 2026, Berlin's clocks go from 02:00 to 03:00, which is 01:00 UTC.
        var schedule = new DigestSchedule(DayOfWeek.Sunday, new(3, 30), CompanyCalendar.FindZone("Europe/Berlin")!);

        Assert.Equal(week, schedule.LastDue(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)).ToString());
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), (schedule with { Time = new(2, 0) }).DueAt(IsoWeek.TryParse("2026-W12")!.Value));
    }

    [Theory]
    [InlineData("Monday")]
    [InlineData("07:00")]
    [InlineData("Monday 25:00")]
    [InlineData("Monday 7am")]
    [InlineData("1 07:00")]
    public void What_is_no_day_and_time_is_none(string text) => Assert.Null(DigestSchedule.TryParse(text));
}

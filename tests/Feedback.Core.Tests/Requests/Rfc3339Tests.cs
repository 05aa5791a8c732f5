using System.Globalization;
using Feedback.Core.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Requests;

public sealed class Rfc3339Tests
{
    private static readonly Gen<DateTimeOffset> AnyTime =
        from days in Gen.Choose(0, (int)(DateTimeOffset.MaxValue - DateTimeOffset.MinValue).TotalDays - 1)
        from seconds in Gen.Choose(0, 86_399)
        from ticks in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 9_999_999))
        select DateTimeOffset.MinValue.AddDays(days).AddSeconds(seconds).AddTicks(ticks);

    [Fact]
    public void What_is_written_is_read_as_it_was() =>
        Holds(AnyTime, time => Rfc3339.TryParse(Rfc3339.Format(time), out var read) && read == time && read.Offset == TimeSpan.Zero);

    [Fact]
    public void Every_offset_is_brought_to_UTC() =>
        Holds(
            from time in AnyTime.Where(time => time.Year is > 1 and < 9999)
            from minutes in Gen.Choose(-14 * 60, 14 * 60)
            select time.ToOffset(TimeSpan.FromMinutes(minutes)),
            time => Rfc3339.TryParse(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture), out var read) && read == time
                && read.Offset == TimeSpan.Zero);

    [Fact]
    public void A_whole_second_is_written_without_a_fraction() =>
        Assert.Equal("2026-11-20T17:03:11Z", Rfc3339.Format(new(2026, 11, 20, 18, 3, 11, TimeSpan.FromHours(1))));

    [Fact]
    public void A_fraction_is_written_as_short_as_it_is() =>
        Assert.Equal("2026-11-20T17:03:11.25Z", Rfc3339.Format(new(2026, 11, 20, 17, 3, 11, 250, TimeSpan.Zero)));

    [Theory]
    [InlineData("2026-11-20T17:03:11Z")]
    [InlineData("2026-11-20t17:03:11z")]
    [InlineData("2026-11-20T17:03:11.0000000Z")]
    [InlineData("2026-11-20T17:03:11+00:00")]
    [InlineData("2026-11-20T17:03:11-00:00")]
    [InlineData("2026-11-20T12:03:11-05:00")]
    [InlineData("2026-11-21T07:03:11.000+14:00")]
    public void Every_form_is_read(string text)
    {
        Assert.True(Rfc3339.TryParse(text, out var time));
        Assert.Equal(new(2026, 11, 20, 17, 3, 11, TimeSpan.Zero), time);
    }

    [Fact]
    public void A_fraction_finer_than_a_tick_is_read()
    {
        Assert.True(Rfc3339.TryParse("2026-11-20T17:03:11.123456789Z", out var time));
        Assert.InRange(time - new DateTimeOffset(2026, 11, 20, 17, 3, 11, TimeSpan.Zero), TimeSpan.FromTicks(1_234_567), TimeSpan.FromTicks(1_234_568));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-20")]
    [InlineData("2026-11-20T17:03:11")]
    [InlineData("2026-11-20T17:03:11.123")]
    [InlineData("2026-11-20 17:03:11Z")]
    [InlineData("2026-11-20T17:03Z")]
    [InlineData("2026-11-20T17:03+01:00")]
    [InlineData("2026-11-20T17:03:11+0100")]
    [InlineData("2026-11-20T17:03:11+01")]
    [InlineData("2026-11-20T17:03:11.Z")]
    [InlineData("2026-11-20T17:03:11,5Z")]
    [InlineData("2026-11-20T17:03:11 Z")]
    [InlineData(" 2026-11-20T17:03:11Z")]
    [InlineData("2026-11-20T17:03:11Z ")]
    [InlineData("2026-11-20T24:00:00Z")]
    [InlineData("2026-11-20T17:60:00Z")]
    [InlineData("2026-02-29T17:03:11Z")]
    [InlineData("2026-13-01T17:03:11Z")]
    [InlineData("2026-11-20T17:03:11+25:00")]
    [InlineData("11/20/2026T17:03:11Z")]
    [InlineData("2026/11/20T17:03:11Z")]
    [InlineData("20.11.2026T17:03:11Z")]
    [InlineData("2026-11-20T05:03:11 PM Z")]
    [InlineData("Fri Nov 20T17:03:11 2026Z")]
    [InlineData("２０２６-11-20T17:03:11Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("2026-11-20T17:03:11.1234567890123456789012345678901Z")]
    public void Everything_else_is_refused(string text) => Assert.False(Rfc3339.TryParse(text, out _));

    [Fact]
    public void No_text_makes_it_throw() =>
        Holds(
            from start in Gen.Choose(0, 19)
            from put in ArbMap.Default.ArbFor<string>().Generator
            select "2026-11-20T17:03:11Z".Insert(start, put ?? ""),
            text => Rfc3339.TryParse(text, out var time) ? Rfc3339.TryParse(Rfc3339.Format(time), out _) : time == default);

    private static void Holds<T>(Gen<T> any, Func<T, bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(any.ToArbitrary(), law));
}

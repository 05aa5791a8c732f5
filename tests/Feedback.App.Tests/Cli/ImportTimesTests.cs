using Feedback.App.Cli.Import;

namespace Feedback.App.Tests.Cli;

public sealed class ImportTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-27 22:52:00+00")]
    [InlineData("2026-11-27 22:52:00+00:00")]
    [InlineData("2026-11-27 23:52:00+0100")]
    [InlineData("2026-11-27 17:22:00-05:30")]
    [InlineData("2026-11-27 22:52:00.000000")]
    [InlineData("2026-11-27 22:52:00 UTC")]
    [InlineData("2026-11-27T22:52:00Z")]
    [InlineData("2026-11-27T22:52:00.000000000")]
    [InlineData("2026-11-27 22:52")]
    [InlineData("2026/11/27 10:52:00 PM")]
    [InlineData("2026/11/27 11:52:00 PM GMT+1")]
    [InlineData("27 Nov 2026 22:52")]
    [InlineData("Nov 27, 2026 10:52 PM")]
    [InlineData("Fri, 27 Nov 2026 22:52:00 GMT")]
    [InlineData("1795819920")]
    [InlineData("1795819920000")]
    [InlineData("1795819920000000000")]
    [InlineData("1795819920.0")]
    [InlineData("20261127T225200Z")]
    [InlineData("20261127T235200+0100")]
    [InlineData("20261127T235200.000+01:00")]
    public void Times_are_read_as_databases_and_data_frames_write_them(string written) => Assert.Equal(("2026-11-27T22:52:00Z", null), Read(written));

    [Fact]
    public void The_fraction_of_a_second_is_kept() => Assert.Equal(("2026-11-27T22:52:00.123Z", null), Read("1795819920.123"));

    [Theory]
    [InlineData("26.11.2026", "de-DE", "2026-11-26T12:00:00Z")]
    [InlineData("6.1.26 8:05", "de", "2026-01-06T08:05:00Z")]
    [InlineData("03/04/2026", "en-GB", "2026-04-03T12:00:00Z")]
    [InlineData("03/04/2026 1:05 pm", "en-US", "2026-03-04T13:05:00Z")]
    [InlineData("26.11.26", "hu-HU", "2026-11-26T12:00:00Z")]
    [InlineData("2026. 11. 26.", "hu-HU", "2026-11-26T12:00:00Z")]
    [InlineData("2026-11-26", "de-DE", "2026-11-26T12:00:00Z")]
    public void A_culture_tells_the_order_of_day_and_month(string written, string culture, string read) =>
        Assert.Equal((read, null), Read(written, culture));

    [Theory]
    [InlineData("03/04/2026")]
    [InlineData("26.11.2026")]
    [InlineData("11/26/2026 10:52 PM")]
    public void Without_a_culture_the_order_is_not_guessed(string written) =>
        Assert.Contains("add --culture", Read(written).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("11/26/2026", "de-DE")]
    [InlineData("31.02.2026", "de-DE")]
    public void A_date_that_the_culture_does_not_have_is_a_fault(string written, string culture) => Assert.NotNull(Read(written, culture).Fault);

    [Theory]
    [InlineData("yesterday")]
    [InlineData("5")]
    [InlineData("20261126")]
    public void What_is_no_time_is_for_the_API_to_refuse(string written) => Assert.Equal((written, null), Read(written));

    [Fact]
    public void Times_without_an_offset_are_those_of_the_zone() =>
        Assert.Equal("2026-11-27T05:52:00Z",
            new ImportTimes(null, TimeZoneInfo.FindSystemTimeZoneById("America/Denver"), Now).Read("2026-11-26 22:52:00", out _));

    [Fact]
    public void Today_before_noon_is_now() => Assert.Equal(("2026-11-30T09:00:00Z", null), Read("2026-11-30"));

    private static (string Value, string? Fault) Read(string written, string? culture = null)
    {
        var value = new ImportTimes(ImportCulture.Parse(culture), TimeZoneInfo.Utc, Now).Read(written, out var fault);
        return (value, fault);
    }
}

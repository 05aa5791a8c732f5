using System.Globalization;
using Feedback.Core.Maps;

namespace Feedback.Core.Tests.Maps;

public sealed class SeriesQueryTests : IDisposable
{
    private readonly Heard _heard = new();

    public void Dispose() => _heard.Dispose();

    [Theory]
    [InlineData("2026-11-20T00:00", "2026-11-21T00:00", SeriesInterval.Hour, 24)]
    [InlineData("2026-11-20T05:00", "2026-11-20T06:00", SeriesInterval.Hour, 1)]
    [InlineData("2026-11-20T00:00", "2026-11-21T00:00", SeriesInterval.Day, 1)]
    [InlineData("2026-11-20T23:00", "2026-11-21T01:00", SeriesInterval.Day, 2)]
    [InlineData("2026-11-16T00:00", "2026-11-23T00:00", SeriesInterval.Week, 1)]
    [InlineData("2026-11-15T00:00", "2026-11-23T01:00", SeriesInterval.Week, 3)]
    [InlineData("2026-01-01T00:00", "2026-02-01T00:00", SeriesInterval.Hour, 744)]
    public void Steps_are_counted(string from, string to, SeriesInterval interval, int points) =>
        Assert.Equal(points, SeriesQuery.CountPoints(Heard.Period(from, to), interval));

    [Fact]
    public void Counting_stops_just_beyond_what_is_allowed() =>
        Assert.Equal(SeriesQuery.MostPoints + 1, SeriesQuery.CountPoints(Heard.Period("0002-01-01T00:00", "9998-01-01T00:00"), SeriesInterval.Hour));

    [Theory]
    [InlineData(SeriesInterval.Hour)]
    [InlineData(SeriesInterval.Day)]
    [InlineData(SeriesInterval.Week)]
    public async Task A_series_has_as_many_points_as_were_counted(SeriesInterval interval)
    {
        var period = Heard.Period("2026-11-12T05:00", "2026-11-25T07:00");

        Assert.Equal(SeriesQuery.CountPoints(period, interval), (await RunAsync(period, interval)).Points.Count);
    }

    [Fact]
    public async Task A_week_starts_on_Monday_and_the_first_and_last_are_cut_at_the_ends_of_the_period() =>
        Assert.Equal(["2026-11-12T05:00", "2026-11-16T00:00", "2026-11-23T00:00"],
            Starts(await RunAsync(Heard.Period("2026-11-12T05:00", "2026-11-25T07:00"), SeriesInterval.Week)));

    [Fact]
    public async Task A_day_starts_at_midnight_UTC() =>
        Assert.Equal(["2026-11-20T05:00", "2026-11-21T00:00", "2026-11-22T00:00"],
            Starts(await RunAsync(Heard.Period("2026-11-20T05:00", "2026-11-22T01:00"), SeriesInterval.Day)));

    [Theory]
    [InlineData(SeriesInterval.Hour)]
    [InlineData(SeriesInterval.Day)]
    [InlineData(SeriesInterval.Week)]
    public async Task Everything_in_the_period_and_nothing_else_is_counted(SeriesInterval interval)
    {
        var start = new DateTimeOffset(2026, 11, 10, 0, 30, 0, TimeSpan.Zero);
        await _heard.HearAsync(Enumerable.Range(0, 18 * 8).Select(n =>
            Heard.At("2026-11-10T00:30:00", "buy", 100) with { OccurredAt = start.AddHours(3 * n) }));
        var period = Heard.Period("2026-11-12T05:00", "2026-11-25T07:00");

        var series = await RunAsync(period, interval);

        Assert.Equal(Enumerable.Range(0, 18 * 8).Count(n => start.AddHours(3 * n) is var time && time >= period.From && time < period.To),
            series.Points.Sum(point => point.Volume));
    }

    [Fact]
    public async Task What_is_heard_stands_at_its_step_and_empty_steps_stand_too()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T06:59:59", "buy", 500), Heard.At("2026-11-20T06:00:00", "buy", -300),
            Heard.At("2026-11-20T08:00:00", "buy", 0));

        var series = await RunAsync(Heard.Period("2026-11-20T05:00", "2026-11-20T08:00"), SeriesInterval.Hour);

        Assert.Equal([(0, null), (2, 0.1), (0, null)], series.Points.Select(point => (point.Volume, point.Sentiment)));
    }

    [Fact]
    public async Task A_filter_is_kept_to()
    {
        await _heard.HearAsync(
            Heard.At("2026-11-20T06:00:00", "pay", -600) with { Theme = "invoice-error" },
            Heard.At("2026-11-20T06:00:00", "pay", -600),
            Heard.At("2026-11-20T06:00:00", "buy", -600) with { Theme = "invoice-error" },
            Heard.At("2026-11-20T06:00:00", "pay", -600, "billing") with { Theme = "invoice-error" });
        var period = Heard.Period("2026-11-20T06:00", "2026-11-20T07:00");

        Assert.Equal(3, await VolumeAsync(period, new("pay", null, MapFilter.All)));
        Assert.Equal(3, await VolumeAsync(period, new(null, "invoice-error", MapFilter.All)));
        Assert.Equal(1, await VolumeAsync(period, new(null, null, new("billing"))));
        Assert.Equal(1, await VolumeAsync(period, new("pay", "invoice-error", new("store"))));
    }

    [Fact]
    public async Task A_silo_has_what_it_hears_and_what_it_owns()
    {
        await _heard.HearAsync(
            Heard.At("2026-11-20T06:00:00", "pay", -600) with { OwnedBy = "billing" },
            Heard.At("2026-11-20T06:00:00", "pay", -600, "billing"),
            Heard.At("2026-11-20T06:00:00", "buy", -600));

        Assert.Equal(2, await VolumeAsync(Heard.Period("2026-11-20T06:00", "2026-11-20T07:00"), new(null, null, new(Silo: "billing"))));
    }

    [Fact]
    public async Task A_segment_has_what_its_customers_said()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "pay", -600) with { Segments = ["gold"] }, Heard.At("2026-11-20T06:00:00", "pay", -600));

        Assert.Equal(1, await VolumeAsync(Heard.Period("2026-11-20T06:00", "2026-11-20T07:00"), new(null, null, new(Segment: "gold"))));
    }

    [Fact]
    public async Task Ratings_are_those_of_the_step()
    {
        await _heard.HearAsync(
            Heard.At("2026-11-20T06:00:00", "buy", 0) with { Ratings = new("buy", new(10, null, null)) },
            Heard.At("2026-11-21T06:00:00", "buy", 0) with { Ratings = new("buy", new(0, null, null)) });

        var series = await RunAsync(Heard.Period("2026-11-20T00:00", "2026-11-22T00:00"), SeriesInterval.Day);

        Assert.Equal([100, -100], series.Points.Select(point => point.Nps!.Score));
    }

    private Task<Series> RunAsync(QueryPeriod period, SeriesInterval interval) =>
        new SeriesQuery(_heard.Folds).RunAsync(Heard.Shop.Id, period, interval, new(null, null, MapFilter.All));

    private async Task<long> VolumeAsync(QueryPeriod period, SeriesFilter filter) =>
        Assert.Single((await new SeriesQuery(_heard.Folds).RunAsync(Heard.Shop.Id, period, SeriesInterval.Hour, filter)).Points).Volume;

    private static IEnumerable<string> Starts(Series series) =>
        series.Points.Select(point => point.Start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
}

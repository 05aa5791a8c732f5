using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Signals;

namespace Feedback.Core.Tests.Maps;

public sealed class ChangeQueryTests : IDisposable
{
    private static readonly QueryPeriod Day = Heard.Period("2026-11-20T00:00", "2026-11-21T00:00");
    private readonly Heard _heard = new();

    public void Dispose() => _heard.Dispose();

    [Fact]
    public async Task Each_part_stands_beside_what_it_was_and_the_largest_contribution_comes_first()
    {
        await _heard.HearAsync(
            At("19T09", "buy", 500, "refund"), At("19T10", "buy", 500, "delivery-time"), At("19T11", "buy", 500),
            At("20T09", "buy", -900, "refund"), At("20T10", "buy", 400, "delivery-time"), At("20T11", "buy", 500));

        var change = await RunAsync("buy", null);

        Assert.Equal((0m, 0.5m, -0.5m), (change.Total.Sentiment, change.Total.SentimentBefore, change.Total.SentimentChange));
        Assert.Equal(["refund", "delivery-time", null], change.Themes.Select(theme => theme.Id));
        var refund = change.Themes[0];
        Assert.Equal((1, 1, 0), (refund.Volume, refund.VolumeBefore, refund.VolumeChange));
        Assert.Equal((1, 0, 1), (refund.Negative, refund.NegativeBefore, refund.NegativeChange));
        Assert.Equal((-0.467m, -0.467m, 0m), (refund.SentimentChange, refund.BySentiment, refund.ByShare));
    }

    [Fact]
    public async Task Every_list_adds_up_to_the_whole()
    {
        await _heard.HearAsync(
            At("19T09", "buy", 500, "refund"), At("19T10", "pay", -300, "refund", "billing"), At("19T12", "buy", 100, touchpoint: "web"),
            At("20T09", "buy", -900, "refund"), At("20T10", "pay", 400, "delivery-time", "billing"), At("20T11", "buy", 700), At("20T13", "buy", -77));

        var change = await RunAsync(null, null);

        foreach (var list in new[] { change.Themes, change.Stages, change.Touchpoints })
        {
            Assert.Equal(change.Total.VolumeChange, list.Sum(part => part.VolumeChange));
            Assert.Equal(change.Total.NegativeChange, list.Sum(part => part.NegativeChange));
            Assert.Equal(change.Total.SentimentChange, list.Sum(part => part.SentimentChange));
            Assert.All(list, part => Assert.Equal(part.SentimentChange, part.BySentiment + part.ByShare));
        }
    }

    [Fact]
    public async Task A_theme_is_explained_by_the_stages_where_it_is_heard_of()
    {
        await _heard.HearAsync(At("19T09", "buy", 100, "refund"), At("20T09", "pay", -900, "refund"), At("20T10", "pay", 900, "delivery-time"));

        var change = await RunAsync(null, "refund");

        Assert.Equal(["refund"], change.Themes.Select(theme => theme.Id));
        Assert.Equal(["buy", "pay"], change.Stages.Select(stage => stage.Id!).Order());
        Assert.Equal(-1m, change.Total.SentimentChange);
    }

    [Fact]
    public async Task Segments_that_overlap_add_up_with_what_is_taken_off_again()
    {
        await _heard.HearAsync(
            At("19T09", "buy", 100) with { Segments = ["old"] },
            At("20T09", "buy", -900) with { Segments = ["big", "old"] }, At("20T10", "buy", -100) with { Segments = ["big"] });

        var change = await RunAsync("buy", null);

        Assert.Equal(["", "big", "old"], change.Segments.Select(segment => segment.Id ?? "").Order(StringComparer.Ordinal));
        Assert.Equal((-1, 0), change.Segments.Where(segment => segment.Id is null).Select(segment => (segment.Volume, segment.VolumeBefore)).Single());
        Assert.Equal(change.Total.VolumeChange, change.Segments.Sum(segment => segment.VolumeChange));
        Assert.Equal(change.Total.SentimentChange, change.Segments.Sum(segment => segment.SentimentChange));
    }

    [Fact]
    public async Task Of_one_segment_there_is_no_list_of_segments()
    {
        await _heard.HearAsync(
            At("19T09", "buy", 100) with { Segments = ["old"] }, At("20T09", "buy", -900) with { Segments = ["old"] }, At("20T09", "buy", 800));

        var change = await new ChangeQuery(_heard.Folds).RunAsync(Shop, Day, ComparedPeriod.Previous, new("buy", null, new(Segment: "old")));

        Assert.Empty(change.Segments);
        Assert.Equal((1, 1), (change.Total.Volume, change.Total.VolumeBefore));
    }

    [Fact]
    public async Task Without_anything_before_only_the_volume_is_explained()
    {
        await _heard.HearAsync(At("20T09", "buy", -900, "refund"));

        var theme = Assert.Single((await RunAsync("buy", null)).Themes);

        Assert.Equal((1, null, null, null), (theme.VolumeChange, theme.SentimentChange, theme.BySentiment, theme.ByShare));
    }

    [Fact]
    public async Task The_year_before_is_52_weeks_back()
    {
        await _heard.HearAsync(Heard.At("2025-11-21T09:00", "buy", 300), At("19T09", "buy", 900), At("20T09", "buy", -300));

        var change = await new ChangeQuery(_heard.Folds).RunAsync(Shop, Day, ComparedPeriod.Year, new("buy", null, MapFilter.All));

        Assert.Equal(Day.From.AddDays(-364), change.ComparedFrom);
        Assert.Equal(-0.6m, change.Total.SentimentChange);
    }

    [Fact]
    public async Task Nothing_heard_is_no_fault()
    {
        var change = await RunAsync("buy", null);

        Assert.Empty(change.Themes);
        Assert.Equal((0, null), (change.Total.Volume, change.Total.SentimentChange));
    }

    private static JourneyDefinition Shop => Heard.Shop with { Segments = [new("big", "Big", "size", ["big"]), new("old", "Old", "age", ["old"])] };

    private static Signal At(string time, string stage, int sentiment, string? theme = null, string touchpoint = "store") =>
        Heard.At($"2026-11-{time}:00", stage, sentiment, touchpoint) with { Theme = theme };

    private Task<JourneyChange> RunAsync(string? stage, string? theme) =>
        new ChangeQuery(_heard.Folds).RunAsync(Shop, Day, ComparedPeriod.Previous, new(stage, theme, MapFilter.All));
}

using Feedback.Core.Maps;

namespace Feedback.Core.Tests.Maps;

public sealed class TopicQueryTests : IDisposable
{
    private static readonly QueryPeriod Day = Heard.Period("2026-11-20T00:00", "2026-11-21T00:00");
    private readonly Heard _heard = new();

    public void Dispose() => _heard.Dispose();

    [Fact]
    public async Task A_stage_counts_what_is_said_of_it_and_nothing_else()
    {
        await _heard.HearAsync(
            Heard.At("2026-11-20T09:00", "buy", -800) with { Theme = "refund" },
            Heard.At("2026-11-20T10:00", "buy", 600),
            Heard.At("2026-11-20T11:00", "pay", -900) with { Theme = "refund" });

        var summary = await StageAsync("buy");

        Assert.Equal((2, 1), (summary.Figures.Volume, summary.Figures.Negative));
        Assert.Equal([("refund", 1L), (null, 1L)], summary.Themes.Select(theme => (theme.Id, theme.Volume)));
    }

    [Fact]
    public async Task A_theme_is_counted_at_every_stage_where_it_is_heard_of_in_the_customers_order()
    {
        await _heard.HearAsync(
            Heard.At("2026-11-20T09:00", "pay", -800) with { Theme = "refund" },
            Heard.At("2026-11-20T10:00", "buy", -600) with { Theme = "refund" },
            Heard.At("2026-11-20T11:00", "buy", -900));

        var summary = await ThemeAsync("refund");

        Assert.Equal(2, summary.Figures.Volume);
        Assert.Equal(["buy", "pay"], summary.Stages.Select(stage => stage.Id));
    }

    [Fact]
    public async Task Nobody_gives_a_score_to_a_theme()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T09:00", "buy", -800) with { Theme = "refund", Ratings = new("buy", new(3, null, null)) });

        Assert.NotNull((await StageAsync("buy")).Figures.Nps);
        Assert.Null((await ThemeAsync("refund")).Figures.Nps);
    }

    [Fact]
    public async Task What_was_before_stands_beside_it()
    {
        await _heard.HearAsync(
            Heard.At("2026-11-19T09:00", "buy", -800, "billing"),
            Heard.At("2026-11-19T10:00", "buy", -800, "billing"),
            Heard.At("2026-11-20T09:00", "buy", 800, "billing"));

        var touchpoint = Assert.Single((await StageAsync("buy")).Touchpoints);

        Assert.Equal(("billing", 1, 0, 2, 2), (touchpoint.Id, touchpoint.Volume, touchpoint.Negative, touchpoint.VolumeBefore, touchpoint.NegativeBefore));
    }

    [Fact]
    public async Task Only_the_part_that_is_asked_for_is_counted()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T09:00", "buy", -800), Heard.At("2026-11-20T10:00", "buy", -800, "billing"));

        var summary = await new TopicQuery(_heard.Folds).RunAsync(Heard.Shop, Day, new("buy", null, new(Silo: "billing")));

        Assert.Equal(["billing"], summary.HeardBy.Select(silo => silo.Id));
        Assert.Null(summary.Figures.Customers);
    }

    private Task<TopicSummary> StageAsync(string stage) => new TopicQuery(_heard.Folds).RunAsync(Heard.Shop, Day, new(stage, null, MapFilter.All));

    private Task<TopicSummary> ThemeAsync(string theme) => new TopicQuery(_heard.Folds).RunAsync(Heard.Shop, Day, new(null, theme, MapFilter.All));
}

using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Tests.Signals;

namespace Feedback.Core.Tests.Maps;

public sealed class JourneyMapQueryTests : IDisposable
{
    private static readonly QueryPeriod Day = Heard.Period("2026-11-20T00:00", "2026-11-21T00:00");

    private readonly Heard _heard = new();

    public void Dispose() => _heard.Dispose();

    [Fact]
    public async Task A_map_says_what_it_is_a_map_of()
    {
        var map = await MapAsync("store");

        Assert.Equal(("shop", "A shop", Heard.Shop.Version, Day.From, Day.To, "store"),
            (map.Journey, map.Title, map.Version, map.From, map.To, map.Touchpoint));
    }

    [Fact]
    public async Task Stages_stand_in_the_order_of_the_definition_also_where_nothing_was_heard()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "pay", 0));

        Assert.Equal([("buy", 0), ("receive", 0), ("pay", 1)], (await MapAsync()).Stages.Select(stage => (stage.Stage, stage.Figures.Volume)));
    }

    [Fact]
    public async Task A_stage_has_its_title_and_silo()
    {
        var stage = (await MapAsync()).Stages[1];

        Assert.Equal(("I get it", "logistics"), (stage.Title, stage.Silo));
    }

    [Fact]
    public async Task What_is_unmapped_stands_last_behind_stages_of_an_older_version()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "unmapped", 0), Heard.At("2026-11-20T06:00:00", "zzz", 0),
            Heard.At("2026-11-20T06:00:00", "buy", 0));

        var stages = (await MapAsync()).Stages;

        Assert.Equal(["buy", "receive", "pay", "zzz", "unmapped"], stages.Select(stage => stage.Stage));
        Assert.Equal(("Unmapped", null), (stages[^1].Title, stages[^1].Silo));
    }

    [Fact]
    public async Task Where_nothing_is_unmapped_there_is_no_such_stage()
    {
        await _heard.HearAsync(Heard.At("2026-11-19T06:00:00", "unmapped", 0), Heard.At("2026-11-20T06:00:00", "buy", 0));

        Assert.Equal(["buy", "receive", "pay"], (await MapAsync()).Stages.Select(stage => stage.Stage));
    }

    [Fact]
    public async Task A_stage_has_the_counts_and_the_mean_of_its_opinions()
    {
        await _heard.HearAsync(
            Heard.At("2026-11-20T00:00:00", "buy", 800), Heard.At("2026-11-20T11:00:00", "buy", -400), Heard.At("2026-11-20T23:59:59", "buy", -500),
                Heard.At("2026-11-20T23:59:59", "buy", 0));

        var figures = await BuyAsync();

        Assert.Equal((4, 1, 1, 2, -0.025), (figures.Volume, figures.Positive, figures.Neutral, figures.Negative, figures.Sentiment));
    }

    [Fact]
    public async Task Where_nothing_was_heard_there_is_no_mean_and_no_score()
    {
        var total = (await MapAsync()).Total;

        Assert.Equal(new(0, 0, null, 0, 0, 0, null, null, null, new(0, null, null, null)), total);
    }

    [Fact]
    public async Task The_total_is_all_stages_together()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "unmapped", 300), Heard.At("2026-11-20T07:00:00", "pay", -100),
            Heard.At("2026-11-20T08:00:00", "buy", 100));

        var total = (await MapAsync()).Total;

        Assert.Equal((3, 0.1), (total.Volume, total.Sentiment));
    }

    [Fact]
    public async Task What_lies_outside_the_period_is_not_on_the_map()
    {
        await _heard.HearAsync(Heard.At("2026-11-19T23:59:59", "buy", 0), Heard.At("2026-11-21T00:00:00", "buy", 0));

        Assert.Equal(0, (await MapAsync()).Total.Volume);
    }

    [Fact]
    public async Task A_map_of_hours_days_and_months_together_counts_everything_once()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.Zero);
        await _heard.HearAsync(Enumerable.Range(0, 240).Select(n => Heard.At("2026-01-01T00:30:00", "buy", 0) with { OccurredAt = start.AddHours(n * 11) }));
        var period = Heard.Period("2026-01-30T22:00", "2026-03-02T03:00");

        var map = await new JourneyMapQuery(_heard.Folds).RunAsync(Heard.Shop, period, MapFilter.All);

        Assert.Equal(Enumerable.Range(0, 240).Count(n => start.AddHours(n * 11) is var time && time >= period.From && time < period.To), map.Total.Volume);
    }

    [Fact]
    public async Task NPS_is_the_share_of_promoters_less_that_of_detractors()
    {
        await RateAsync(new(10, null, null), new(9, null, null), new(8, null, null), new(7, null, null), new(6, null, null), new(0, null, null),
            new(3, null, null));

        Assert.Equal(new(-14.3, 7, 2, 2, 3), (await BuyAsync()).Nps);
    }

    [Theory]
    [InlineData(10, 100)]
    [InlineData(7, 0)]
    [InlineData(0, -100)]
    public async Task NPS_lies_between_minus_a_hundred_and_a_hundred(int nps, double score)
    {
        await RateAsync(new Ratings(nps, null, null));

        Assert.Equal(score, (await BuyAsync()).Nps!.Score);
    }

    [Fact]
    public async Task CSAT_is_the_mean_and_the_share_of_4_and_5()
    {
        await RateAsync(new(null, 5, null), new(null, 4, null), new(null, 1, null));

        Assert.Equal(new(3.33, 3, 0.667), (await BuyAsync()).Csat);
    }

    [Fact]
    public async Task CES_is_the_mean()
    {
        await RateAsync(new(null, null, 7), new(null, null, 2));

        Assert.Equal(new(4.5, 2), (await BuyAsync()).Ces);
    }

    [Fact]
    public async Task A_score_counts_at_the_stage_of_its_touchpoint_and_not_of_the_opinion()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "pay", 0) with { Ratings = new("buy", new(10, null, null)) });

        var map = await MapAsync();

        Assert.Equal([true, false, false], map.Stages.Select(stage => stage.Figures.Nps is not null));
        Assert.Equal(1, map.Total.Nps!.Answers);
    }

    [Fact]
    public async Task A_customer_heard_at_two_stages_on_two_days_counts_once_in_the_total()
    {
        var customer = AnySignal.CustomerKey(1);
        await _heard.HearAsync(
            Heard.At("2026-11-20T06:00:00", "pay", 0) with { Customer = customer },
            Heard.At("2026-11-20T07:00:00", "buy", 0) with { Customer = customer },
            Heard.At("2026-11-20T07:00:00", "buy", 0) with { Customer = AnySignal.CustomerKey(2) },
            Heard.At("2026-11-20T08:00:00", "buy", 0));

        var map = await MapAsync();

        Assert.Equal(2, map.Total.Customers);
        Assert.Equal([2, 0, 1], map.Stages.Select(stage => stage.Figures.Customers));
    }

    [Fact]
    public async Task Customers_who_come_back_on_other_days_are_counted_exactly()
    {
        for (var day = 0; day < 3; day++)
        {
            var from = 200 * day;
            await _heard.HearAsync(Enumerable.Range(from, 400).Select(customer =>
                Heard.At($"2026-11-{18 + day}T06:00:00", "pay", 0) with { Customer = AnySignal.CustomerKey(customer) }));
        }

        var map = await MapAsync(period: Heard.Period("2026-11-18T00:00", "2026-11-21T00:00"));

        Assert.Equal((800, false), (map.Total.Customers, map.Total.CustomersEstimated));
        Assert.Equal((800, false), (map.Stages[2].Figures.Customers, map.Stages[2].Figures.CustomersEstimated));
    }

    [Fact]
    public async Task More_than_ten_thousand_customers_are_said_to_be_estimated()
    {
        await _heard.HearAsync(Enumerable.Range(0, 10_001).Select(customer =>
            Heard.At("2026-11-20T06:00:00", customer == 0 ? "pay" : "buy", 0) with { Customer = AnySignal.CustomerKey(customer) }));

        var map = await MapAsync();

        Assert.True(map.Total.CustomersEstimated);
        Assert.InRange(map.Total.Customers!.Value, 9_000, 11_000);
        Assert.Equal((1, false), (map.Stages[2].Figures.Customers, map.Stages[2].Figures.CustomersEstimated));
    }

    [Fact]
    public async Task The_change_is_against_the_period_of_the_same_length_before()
    {
        await _heard.HearAsync(
            Heard.At("2026-11-18T23:59:59", "buy", -1000),
            Heard.At("2026-11-19T00:00:00", "buy", -400), Heard.At("2026-11-19T23:00:00", "buy", 0),
            Heard.At("2026-11-20T00:00:00", "buy", 100), Heard.At("2026-11-20T01:00:00", "buy", 100), Heard.At("2026-11-20T02:00:00", "buy", 100));

        Assert.Equal(new(2, -0.2, 0.5, 0.3), (await BuyAsync()).Change);
    }

    [Fact]
    public async Task Against_nothing_there_is_no_change()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T00:00:00", "buy", 100));

        Assert.Equal(new(0, null, null, null), (await BuyAsync()).Change);
    }

    [Fact]
    public async Task What_fell_silent_changed_by_all_of_it()
    {
        await _heard.HearAsync(Heard.At("2026-11-19T00:00:00", "buy", 100));

        Assert.Equal(new(1, 0.1, -1, null), (await BuyAsync()).Change);
    }

    [Fact]
    public async Task A_touchpoint_filters_opinions_scores_customers_and_the_period_before()
    {
        var store = Heard.At("2026-11-20T06:00:00", "buy", 500) with { Customer = AnySignal.CustomerKey(1), Ratings = new("buy", new(10, null, null)) };
        var web = Heard.At("2026-11-20T06:00:00", "buy", -500, "web") with { Customer = AnySignal.CustomerKey(2), Ratings = new("buy", new(0, null, null)) };
        await _heard.HearAsync(store, web, store with { OccurredAt = store.OccurredAt.AddDays(-1) }, web with { OccurredAt = web.OccurredAt.AddDays(-1) });

        var map = await MapAsync("store");

        Assert.Equal(new(1, 1, 0.5, 1, 0, 0, new(100, 1, 1, 0, 0), null, null, new(1, 0.5, 0, 0, new(100, 1, 1, 0, 0))), map.Total);
        Assert.Equal(["store"], map.Touchpoints.Select(touchpoint => touchpoint.Touchpoint));
    }

    [Fact]
    public async Task A_stage_has_its_five_themes_that_were_heard_most()
    {
        await _heard.HearAsync(new[] { ("f", 1), ("b", 3), ("c", 2), ("a", 2), ("e", 2), ("delivery-time", 5) }
            .SelectMany(theme => Enumerable.Repeat(Heard.At("2026-11-20T06:00:00", "receive", -100) with { Theme = theme.Item1 }, theme.Item2))
            .Append(Heard.At("2026-11-19T06:00:00", "receive", 0) with { Theme = "delivery-time" })
            .Append(Heard.At("2026-11-20T06:00:00", "buy", 0) with { Theme = "staff-attitude" }));

        var themes = (await MapAsync()).Stages[1].TopThemes;

        Assert.Equal(["delivery-time", "b", "a", "c", "e"], themes.Select(theme => theme.Theme));
        Assert.Equal(new("delivery-time", "Delivery", "logistics", 5, 5, -0.1, 1), themes[0]);
        Assert.Equal(new("b", "b", null, 3, 3, -0.1, 0), themes[1]);
    }

    [Fact]
    public async Task Stage_by_touchpoint_has_only_pairs_where_something_was_heard()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "pay", -100, "web"), Heard.At("2026-11-20T06:00:00", "buy", 300),
            Heard.At("2026-11-20T07:00:00", "buy", 100));

        Assert.Equal([new("buy", "store", 2, 0, 0.2), new("pay", "web", 1, 1, -0.1)], (await MapAsync()).Touchpoints);
    }

    [Fact]
    public async Task The_matrix_has_where_it_is_heard_against_who_owns_it()
    {
        await _heard.HearAsync(
            Heard.At("2026-11-20T06:00:00", "pay", -100) with { OwnedBy = "billing" },
            Heard.At("2026-11-20T07:00:00", "buy", -300) with { OwnedBy = "billing" },
            Heard.At("2026-11-20T07:00:00", "pay", 100, "billing") with { OwnedBy = "billing" },
            Heard.At("2026-11-20T07:00:00", "unmapped", 0));

        Assert.Equal(
            [new("billing", "billing", 1, 0, 0.1), new("store", null, 1, 0, 0), new("store", "billing", 2, 2, -0.2)],
            (await MapAsync()).Matrix);
    }

    [Fact]
    public async Task A_silo_has_what_it_hears_and_what_it_owns_but_nobody_knows_from_how_many_customers()
    {
        await _heard.HearAsync(
            Heard.At("2026-11-20T06:00:00", "pay", -100) with { OwnedBy = "billing" },
            Heard.At("2026-11-20T07:00:00", "pay", 100, "billing"),
            Heard.At("2026-11-20T07:00:00", "buy", 0));

        var map = await new JourneyMapQuery(_heard.Folds).RunAsync(Heard.Shop, Day, new(Silo: "billing"));

        Assert.Equal(("billing", 2, null), (map.Silo, map.Total.Volume, map.Total.Customers));
        Assert.All(map.Stages, stage => Assert.Null(stage.Figures.Customers));
    }

    [Fact]
    public async Task A_segment_has_what_its_customers_said_and_how_many_they_are()
    {
        await _heard.HearAsync(
            Heard.At("2026-11-20T06:00:00", "pay", -100) with { Customer = AnySignal.CustomerKey(1), Segments = ["gold"] },
            Heard.At("2026-11-20T07:00:00", "buy", 100) with { Customer = AnySignal.CustomerKey(2) });

        var map = await new JourneyMapQuery(_heard.Folds).RunAsync(Heard.Shop, Day, new(Segment: "gold"));

        Assert.Equal(("gold", 1, 1), (map.Segment, map.Total.Volume, map.Total.Customers));
    }

    [Fact]
    public async Task Scores_stand_beside_those_of_the_period_before()
    {
        await RateAsync(new Ratings(10, 5, 2));
        await _heard.HearAsync(Heard.At("2026-11-19T06:00:00", "buy", 0) with { Ratings = new("buy", new(0, 1, 7)) });

        var change = (await BuyAsync()).Change;

        Assert.Equal((-100, 1, 7), (change.NpsBefore!.Score, change.CsatBefore!.Score, change.CesBefore!.Score));
    }

    private Task<JourneyMap> MapAsync(string? touchpoint = null, QueryPeriod? period = null) =>
        new JourneyMapQuery(_heard.Folds).RunAsync(Heard.Shop, period ?? Day, new(touchpoint));

    private async Task<MapFigures> BuyAsync() => (await MapAsync()).Stages[0].Figures;

    private Task RateAsync(params Ratings[] ratings) =>
        _heard.HearAsync(ratings.Select(scores => Heard.At("2026-11-20T06:00:00", "buy", 0) with { Ratings = new("buy", scores) }));
}

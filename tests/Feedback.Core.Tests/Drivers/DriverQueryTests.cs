using Feedback.Core.Drivers;
using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Maps;
using Feedback.Core.Tests.Signals;

namespace Feedback.Core.Tests.Drivers;

public sealed class DriverQueryTests : IDisposable
{
    private static readonly QueryPeriod Week = Heard.Period("2026-11-16T00:00", "2026-11-23T00:00");

    private readonly Heard _heard = new();
    private readonly DriverQuery _drivers;

    public DriverQueryTests() => _drivers = Query();

    public void Dispose()
    {
        _drivers.Dispose();
        _heard.Dispose();
    }

    // 50 of 200 spoke ill of a bill at the billing desk, and half of them became detractors on the web, half passives: −50. Two thirds of the others are
    // promoters, a third passives.
    [Fact]
    public async Task A_bad_bill_heard_in_one_place_explains_the_low_score_given_in_another()
    {
        await HearBadBillsAsync();

        var drivers = await RunAsync();

        Assert.Equal((200, 37.5, ScoreKind.Nps), (drivers.Customers, drivers.Mean, drivers.Score));
        var theme = Assert.Single(drivers.Themes);
        Assert.Equal(new("invoice-error", "Wrong bills", -116.67, theme.Low, theme.High, 50, 0.25, -29.17, true, "billing"), theme);
        Assert.InRange(theme.Low, -135, -132.5);
        Assert.InRange(theme.High, -101, -99);
        Assert.Equal(theme with { Id = "pay", Title = "I pay" }, Assert.Single(drivers.Stages));
    }

    [Fact]
    public async Task What_is_outside_the_period_explains_nothing()
    {
        await HearBadBillsAsync();

        var drivers = await RunAsync(Heard.Period("2026-11-19T00:00", "2026-11-23T00:00"));

        Assert.Equal((200, 0, 0), (drivers.Customers, drivers.Themes.Count, drivers.LeftOut.Count));
    }

    [Fact]
    public async Task The_score_is_the_one_that_was_answered_more_often()
    {
        await _heard.HearAsync(Rated(1, new(10, 5, null)), Rated(2, new(null, 4, null)));

        Assert.Equal((ScoreKind.Csat, 4.5, 2), await ScoreAsync(null));
        Assert.Equal((ScoreKind.Nps, 100.0, 1), await ScoreAsync(ScoreKind.Nps));
    }

    [Fact]
    public async Task Where_nothing_was_heard_nothing_is_said()
    {
        var drivers = await RunAsync();

        Assert.Equal((null, 0, ScoreKind.Nps, Week.From), (drivers.Mean, drivers.Customers, drivers.Score, drivers.SampleFrom));
        Assert.True(drivers is { Stages: [], Themes: [], LeftOut: [], Warnings: [] });
    }

    [Fact]
    public async Task What_could_not_be_judged_is_listed()
    {
        await _heard.HearAsync(Complaint(1, "receive", "delivery-time"), Rated(1, new(0, null, null)));

        Assert.Equal(
            [new(DriverKind.Stage, "receive", "I get it", 1, LeftOutReason.TooFew),
                new(DriverKind.Theme, "delivery-time", "Delivery", 1, LeftOutReason.TooFew)],
            (await RunAsync()).LeftOut);
    }

    [Fact]
    public async Task What_lies_on_no_stage_is_no_stage()
    {
        await _heard.HearAsync(Complaint(1, "unmapped", "staff-attitude"), Rated(1, new(0, null, null)));

        Assert.Equal(["staff-attitude"], (await RunAsync()).LeftOut.Select(left => left.Id));
    }

    [Fact]
    public async Task Of_more_signals_than_are_read_the_newest_are_and_the_answer_says_since_when()
    {
        await _heard.HearAsync(Enumerable.Range(1, 5).Select(day =>
            Rated(day, new(10, null, null)) with { OccurredAt = Week.From.AddDays(day).AddMinutes(20) }));
        using var query = Query(most: 3);

        var drivers = await query.RunAsync(Heard.Shop, Week, null);

        Assert.Equal((3, Week.From.AddDays(3)), (drivers.Customers, drivers.SampleFrom));
    }

    [Fact]
    public async Task Of_one_busy_hour_no_more_are_read_either()
    {
        await _heard.HearAsync(Enumerable.Range(1, 5).Select(n =>
            Rated(n, new(10, null, null)) with { OccurredAt = Week.From.AddDays(1).AddSeconds(n) }));
        using var query = Query(most: 3);

        Assert.Equal(3, (await query.RunAsync(Heard.Shop, Week, null)).Customers);
    }

    [Fact]
    public async Task An_analysis_is_made_again_only_when_something_was_heard()
    {
        await _heard.HearAsync(Rated(1, new(10, null, null)));
        var first = await RunAsync();

        Assert.Same(first, await RunAsync());
        await _heard.HearAsync(Rated(2, new(0, null, null)));

        Assert.Equal(2, (await RunAsync()).Customers);
    }

    [Fact]
    public async Task A_silo_that_rises_while_the_journey_falls_is_warned_of()
    {
        await _heard.HearAsync(
            Enumerable.Range(0, 200).Select(n => Rated(n, new(n < 100 ? 10 : 5, null, null)) with { OccurredAt = Week.From.AddDays(-1) })
            .Concat(Enumerable.Range(0, 200).Select(n => Rated(n, new(n < 20 ? 10 : 5, null, null))))
            .Concat(Enumerable.Range(0, 100).Select(n => Rated(n, new(null, n < 50 ? 5 : 2, null), "billing") with { OccurredAt = Week.From.AddDays(-1) }))
            .Concat(Enumerable.Range(0, 100).Select(n => Rated(n, new(null, n < 90 ? 5 : 2, null), "billing"))));

        Assert.Equal("billing", Assert.Single((await RunAsync()).Warnings).Silo);
    }

    [Fact]
    public async Task A_topic_has_the_effect_of_its_theme_or_else_of_its_stage()
    {
        await HearBadBillsAsync();
        using var query = Query(new SteppingTime());

        var effects = await query.EffectsAsync(Heard.Shop);

        Assert.Equal((DriverKind.Theme, "invoice-error"), (effects.Of(new("invoice-error", "pay"))!.Kind, effects.Of(new("invoice-error", "pay"))!.Driver.Id));
        Assert.Equal((DriverKind.Stage, "pay"), (effects.Of(new("staff-attitude", "pay"))!.Kind, effects.Of(new("staff-attitude", "pay"))!.Driver.Id));
        Assert.Null(effects.Of(new("staff-attitude", "buy")));
    }

    [Fact]
    public async Task Effects_take_no_more_than_a_hundredth_of_the_time()
    {
        // Here an analysis takes a second.
        var time = new SteppingTime();
        using var query = Query(time);
        var first = (await query.EffectsAsync(Heard.Shop)).Drivers;
        await _heard.HearAsync(Rated(1, new(10, null, null)));

        time.Steps += 90;
        Assert.Same(first, (await query.EffectsAsync(Heard.Shop)).Drivers);
        time.Steps += 10;
        Assert.Equal(1, (await query.EffectsAsync(Heard.Shop)).Drivers.Customers);
    }

    private DriverQuery Query(TimeProvider? time = null, int most = DriverQuery.MostSignals) =>
        new(_heard.Folds, new SignalSearch(_heard.Store, _heard.Folds, new SignalBuckets(1)), time ?? new SteppingTime(), most);

    private Task<JourneyDrivers> RunAsync(QueryPeriod? period = null) => _drivers.RunAsync(Heard.Shop, period ?? Week, null);

    private async Task<(ScoreKind, double?, int)> ScoreAsync(ScoreKind? score) =>
        await _drivers.RunAsync(Heard.Shop, Week, score) is var drivers ? (drivers.Score, drivers.Mean, drivers.Customers) : default;

    private Task HearBadBillsAsync() => _heard.HearAsync(Enumerable.Range(0, 200).SelectMany(n => n < 50
        ? new[] { Complaint(n, "pay", "invoice-error"), Rated(n, new(n % 2 == 0 ? 4 : 8, null, null)) }
        : [Rated(n, new(n % 3 == 0 ? 7 : 9, null, null))]));

    private static Signal Complaint(int customer, string stage, string theme) =>
        Heard.At("2026-11-18T06:00:00", stage, -600, "billing") with { Theme = theme, Customer = AnySignal.CustomerKey(customer) };

    private static Signal Rated(int customer, Core.Records.Ratings ratings, string touchpoint = "web") =>
        Heard.At("2026-11-20T06:00:00", "buy", 0, touchpoint) with { Customer = AnySignal.CustomerKey(customer), Ratings = new("buy", ratings) };

    /// <summary>A clock whose hands jump on by a second at each look, on an afternoon behind all that was heard.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        public long Steps { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Steps++;

        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);
    }
}

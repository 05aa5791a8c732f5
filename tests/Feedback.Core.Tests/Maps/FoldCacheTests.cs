using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Signals;

namespace Feedback.Core.Tests.Maps;

public sealed class FoldCacheTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc);

    private readonly Heard _heard = new();

    public void Dispose() => _heard.Dispose();

    [Fact]
    public async Task Periods_in_which_nothing_was_heard_are_left_out()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "buy", 0), Heard.At("2026-11-20T08:00:00", "buy", 0));

        Assert.Equal(["2026-11-20T06", "2026-11-20T08"], (await ReadAsync(FoldGrain.Hour)).Select(fold => fold.Period));
    }

    [Fact]
    public async Task A_fold_that_changed_after_it_was_read_is_shown_as_it_is_now()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "buy", 0));
        await ReadAsync();

        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "buy", 0));

        Assert.Equal(2, await VolumeAsync());
    }

    [Fact]
    public async Task A_fold_that_was_not_there_when_it_was_asked_for_is_shown_once_it_is()
    {
        Assert.Empty(await ReadAsync());

        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "buy", 0));

        Assert.Equal(1, await VolumeAsync());
    }

    [Fact]
    public async Task Two_readers_show_the_same()
    {
        using var other = new FoldCache(_heard.Store);
        await other.ReadAsync(Heard.Shop.Id, Start, Start.AddDays(1));
        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "buy", 0));

        Assert.Equal(await VolumeAsync(), Assert.Single(await other.ReadAsync(Heard.Shop.Id, Start, Start.AddDays(1))).Cells.Sum(cell => cell.Volume()));
    }

    [Fact]
    public async Task More_changes_than_one_page_has_are_all_shown()
    {
        await ReadAsync(FoldGrain.Hour, days: 30);

        for (var hour = 0; hour < 30 * 24; hour++)
            await WriteAsync(new(FoldGrain.Hour, Start.AddHours(hour)), 1);
        await WriteAsync(new(FoldGrain.Hour, Start), 5);

        Assert.Equal((30 * 24) + 4, (await ReadAsync(FoldGrain.Hour, days: 30)).Sum(fold => fold.Cells.Sum(cell => cell.Volume())));
    }

    [Fact]
    public async Task More_folds_than_are_remembered_are_all_shown_and_stay_fresh()
    {
        var hours = 3_500;
        for (var hour = 0; hour < hours; hour++)
            await WriteAsync(new(FoldGrain.Hour, Start.AddHours(hour)), 1);
        Assert.Equal(hours, (await ReadAsync(FoldGrain.Hour, days: 200)).Count);

        await WriteAsync(new(FoldGrain.Hour, Start.AddHours(7)), 2);

        Assert.Equal(hours + 1, (await ReadAsync(FoldGrain.Hour, days: 200)).Sum(fold => fold.Cells.Sum(cell => cell.Volume())));
    }

    [Fact]
    public async Task Folds_of_another_journey_are_not_shown()
    {
        await WriteAsync(new(FoldGrain.Day, Start), 1, "other");

        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task What_was_read_holds_its_customers_and_scores()
    {
        await _heard.HearAsync(Heard.At("2026-11-20T06:00:00", "buy", 0) with { Customer = AnySignal.CustomerKey(1), Ratings = new("buy", new(9, 4, 2)) });

        var fold = Assert.Single(await ReadAsync());

        Assert.Equal(1, Assert.Single(fold.Customers).Named.Count());
        Assert.Equal([new FoldScores("buy", "store", "store", 1, 0, 0, 1, 1, 4, 1, 2)], fold.Scores);
    }

    [Fact]
    public async Task Reading_again_changes_nothing_that_was_remembered()
    {
        await _heard.HearAsync(Enumerable.Range(1, 100).Select(n => Heard.At("2026-11-20T06:00:00", "buy", 0) with { Customer = AnySignal.CustomerKey(n) }));
        var query = new JourneyMapQuery(_heard.Folds);
        var period = Heard.Period("2026-11-20T00:00", "2026-11-21T00:00");
        var first = await query.RunAsync(Heard.Shop, period, MapFilter.All);

        Assert.Equal(first.Total, (await query.RunAsync(Heard.Shop, period, MapFilter.All)).Total);
    }

    private Task<IReadOnlyList<Fold>> ReadAsync(FoldGrain grain = FoldGrain.Month, int days = 1) =>
        _heard.Folds.ReadAsync(Heard.Shop.Id, Start, Start.AddDays(days), grain);

    private async Task<long> VolumeAsync() => (await ReadAsync()).Sum(fold => fold.Cells.Sum(cell => cell.Volume()));

    private Task<WriteResult> WriteAsync(FoldPeriod period, long volume, string? journey = null)
    {
        var fold = new Fold(journey ?? Heard.Shop.Id, period.ToString(), [new("buy", null, "store", "store", null, 0, volume, 0, 0)], [], [], []);
        return _heard.Store.UpsertAsync(Containers.Folds, Json.Write(new(fold.Journey, fold.Period), fold, SignalsJson.Default.Fold));
    }
}

using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Maps;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Signals;

/// <summary>A month is folded once it is over; until then, and as long as it has no fold, its days stand for it.</summary>
public sealed class MonthFoldTests : IDisposable
{
    private static readonly DateTime November = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Heard _heard = new();

    public void Dispose() => _heard.Dispose();

    [Fact]
    public async Task A_month_that_is_not_over_has_no_fold_and_is_read_by_its_days()
    {
        await _heard.HearAsync(Heard.At("2026-11-03T06:00:00", "buy", 0), Heard.At("2026-11-20T06:00:00", "buy", 0));

        Assert.Equal(["2026-11-03", "2026-11-20"], await PeriodsAsync());
        Assert.Null(await _heard.Store.GetAsync(Containers.Folds, new(Heard.Shop.Id, "2026-11")));
    }

    [Fact]
    public async Task What_comes_after_a_month_is_over_folds_it_with_all_that_came_before()
    {
        await _heard.HearAsync(Heard.At("2026-11-03T06:00:00", "buy", 0));
        Assert.Equal(["2026-11-03"], await PeriodsAsync());
        _heard.Time.Advance(TimeSpan.FromDays(11));

        await _heard.HearAsync(Heard.At("2026-11-30T23:00:00", "buy", 0));

        Assert.Equal(["2026-11"], await PeriodsAsync());
        Assert.Equal(2, await VolumeAsync());
    }

    [Fact]
    public async Task A_month_that_has_a_fold_is_kept_right_whatever_the_clock_says()
    {
        _heard.Time.Advance(TimeSpan.FromDays(11));
        await _heard.HearAsync(Heard.At("2026-11-03T06:00:00", "buy", 0));
        var another = new FoldSignals(_heard.Store, new(_heard.Store, new(1)), new([Heard.Shop], [Heard.Shop.Id]),
            new FakeTimeProvider(StoreContract.TestTime.Start));

        await another.HandleAsync(await _heard.Store.ProjectAsync(Heard.Shop.Id,
            ProjectedSignals.Of(Heard.At("2026-11-30T23:00:00", "buy", 0) with { Feedback = "1" })), default);

        Assert.Equal(["2026-11"], await PeriodsAsync());
        Assert.Equal(2, await VolumeAsync());
    }

    private Task<IReadOnlyList<Fold>> ReadAsync() => _heard.Folds.ReadAsync(Heard.Shop.Id, November, November.AddMonths(1));

    private async Task<IEnumerable<string>> PeriodsAsync() => (await ReadAsync()).Select(fold => fold.Period);

    private async Task<long> VolumeAsync() => (await ReadAsync()).Sum(fold => fold.Cells.Sum(cell => cell.Volume()));
}

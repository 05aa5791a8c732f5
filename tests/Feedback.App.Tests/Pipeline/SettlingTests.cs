using Feedback.Core.Signals;
using Feedback.Core.Storage;

namespace Feedback.App.Tests.Pipeline;

public sealed class SettlingTests
{
    [Fact]
    public async Task A_signal_that_no_fold_has_seen_is_counted_by_the_second_settling_after_it()
    {
        await using var house = new House();
        await house.PostAsync("The refund took six weeks.");
        await house.RunAsync();
        var settle = house.Get<SettleFolds>();
        await settle.RunAsync();
        await ProjectUnseenAsync(house);

        await settle.RunAsync();
        await settle.RunAsync();

        var day = Json.Read((await house.Store.GetAsync(Containers.Folds, new("retail", "2026-11-20")))!, SignalsJson.Default.Fold);
        Assert.Equal(2, day.Cells.Sum(cell => cell.Volume()));
    }

    [Fact]
    public async Task A_change_is_folded_again_once_by_the_run_after_the_one_that_saw_it()
    {
        await using var house = new House();
        var settle = house.Get<SettleFolds>();
        await settle.RunAsync();
        await house.PostAsync("The refund took six weeks.");
        await house.RunAsync();

        var hours = new List<int> { await settle.RunAsync(), await settle.RunAsync(), await settle.RunAsync() };

        Assert.Equal([0, 1, 0], hours);
    }

    [Fact]
    public async Task An_hour_that_goes_on_changing_is_folded_again_when_it_is_quiet_or_a_dozen_runs_later()
    {
        await using var house = new House();
        var settle = house.Get<SettleFolds>();
        await settle.RunAsync();

        var busy = new List<int>();
        for (var run = 0; run < 14; run++)
        {
            await house.PostAsync("The refund took six weeks.");
            await house.RunAsync();
            busy.Add(await settle.RunAsync());
        }

        Assert.Equal(1, busy.Sum());
        Assert.Equal(1, await settle.RunAsync());
        Assert.Equal(0, await settle.RunAsync());
    }

    [Fact]
    public async Task Folds_that_are_right_are_not_written_again()
    {
        await using var house = new House();
        var settle = house.Get<SettleFolds>();
        await settle.RunAsync();
        await house.PostAsync("The refund took six weeks.");
        await house.RunAsync();
        var before = (await house.ChangesAsync(Containers.Folds)).Select(fold => fold.ETag).ToList();

        await settle.RunAsync();

        Assert.Equal(before, (await house.ChangesAsync(Containers.Folds)).Select(fold => fold.ETag));
    }

    /// <summary>As if another instance had projected it, and its change had been handled by one that did not see it yet.</summary>
    private static async Task ProjectUnseenAsync(House house)
    {
        var signal = (await house.ChangesAsync(Containers.Signals))[0];
        await house.Store.CreateAsync(Containers.Signals, new(signal.Key with { Id = signal.Key.Id + "1" }, signal.Body));
    }
}

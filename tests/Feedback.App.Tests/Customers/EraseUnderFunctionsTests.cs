using Feedback.Core.Language;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Feedback.App.Tests.Customers;

/// <summary>What waits for its analysis is found without reading everything, where a queue stands before the analysis: on the embedded store.</summary>
public sealed class EraseUnderFunctionsOnSqliteTests : EraseUnderFunctionsTests
{
    private protected override Task<ErasureHouse> OpenAsync(Action<IServiceCollection>? adjust = null) =>
        Task.FromResult(ErasureHouse.OnSqlite(FeedbackPipeline.CursorsOn(Heads.Azure), adjust));

    [Fact]
    public void Under_the_host_an_erasure_goes_by_the_cursor_of_requeueing() =>
        Assert.Equal(RequeueStalled.Cursor, FeedbackPipeline.CursorsOn(Heads.Azure).Feedback);

    [Fact]
    public void Whatever_was_sent_analysed_swept_and_failed_in_which_order_nothing_of_the_person_is_left() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll(
        Gen.Elements(Enum.GetValues<Step>()).ArrayOf(12).ToArbitrary(),
        steps => ErasedAfterAsync(steps).GetAwaiter().GetResult()));
}

/// <summary>The same on Cosmos DB.</summary>
public sealed class EraseUnderFunctionsOnCosmosTests : EraseUnderFunctionsTests
{
    private protected override Task<ErasureHouse> OpenAsync(Action<IServiceCollection>? adjust = null) =>
        ErasureHouse.OnCosmosAsync(FeedbackPipeline.CursorsOn(Heads.Azure), adjust);
}

public abstract class EraseUnderFunctionsTests
{
    private const string Words = "distinctive";
    private static readonly string[] Annas = [ErasureHouse.Anna, ErasureHouse.Address, ErasureHouse.AnnasKey, Words];

    private protected abstract Task<ErasureHouse> OpenAsync(Action<IServiceCollection>? adjust = null);

    [Fact]
    public async Task What_came_since_the_sweep_is_found_and_nothing_before_it_is_read()
    {
        await using var house = await OpenAsync();
        await house.HearAsync(others: 30);
        await RequeueAsync(house);
        await WaitAsync(house, 1);
        house.Store.Changes.Clear();

        await house.EraseAsync();

        Assert.Empty(await house.FindAsync(Annas));
        var read = house.Store.Changes.Where(change => change.Container == Containers.Feedback).ToList();
        Assert.DoesNotContain(read, change => change.Cursor == ChangeCursor.Beginning);
        Assert.Equal(1, read.Sum(change => change.Documents));
    }

    [Fact]
    public async Task What_the_sweep_has_sent_round_again_is_found()
    {
        await using var house = await OpenAsync();
        await house.HearAsync();
        await WaitAsync(house, 1);
        await RequeueAsync(house);
        await RequeueAsync(house);

        await house.EraseAsync();

        Assert.Empty(await house.FindAsync(Annas));
    }

    [Fact]
    public async Task What_is_too_young_for_the_sweep_is_found()
    {
        await using var house = await OpenAsync();
        await house.HearAsync();
        await WaitAsync(house, 1);
        await house.Get<RequeueStalled>().RunAsync();

        await house.EraseAsync();

        Assert.Empty(await house.FindAsync(Annas));
    }

    [Fact]
    public async Task What_failed_before_the_sweep_came_by_stands_in_the_timeline()
    {
        await using var house = await OpenAsync(Failing);
        var id = await WaitAsync(house, 1);
        await house.Inner.RunAsync();
        await RequeueAsync(house);
        Assert.Equal(FeedbackState.Failed, (await house.Inner.RecordAsync(id)).State);
        house.Store.Changes.Clear();

        await house.EraseAsync();

        Assert.Empty(await house.FindAsync(Annas));
        Assert.Equal(0, house.Store.Changes.Sum(change => change.Documents));
    }

    [Fact]
    public async Task Before_the_first_sweep_everything_is_read()
    {
        await using var house = await OpenAsync();
        await WaitAsync(house, 1);

        await house.EraseAsync();

        Assert.Empty(await house.FindAsync(Annas));
    }

    /// <summary>Takes steps in an order, erases, and looks.</summary>
    private protected async Task ErasedAfterAsync(IEnumerable<Step> steps)
    {
        var fails = false;
        await using var house = await OpenAsync(services => services.AddSingleton(Sometimes(() => fails)));
        var (number, feed) = (0, ChangeCursor.Beginning);
        foreach (var step in steps)
        {
            if (step == Step.Requeue)
                await RequeueAsync(house);
            else if (step == Step.RequeueAtOnce)
                await house.Get<RequeueStalled>().RunAsync();
            else if (step == Step.Send)
                await WaitAsync(house, number++);
            else
                await HandleNextAsync(step == Step.Fail);
        }

        await house.EraseAsync();
        Assert.Empty(await house.FindAsync(Annas));
        fails = false;
        await house.Inner.RunAsync();
        Assert.Empty(await house.FindAsync(Annas));

        async Task HandleNextAsync(bool failing)
        {
            fails = failing;
            var page = await house.Inner.Store.ReadChangesAsync(Containers.Feedback, feed, 2);
            await house.Get<ProcessFeedback>().HandleAsync(page.Documents, default);
            feed = page.Cursor;
        }
    }

    private protected enum Step
    {
        Send,
        Analyse,
        Fail,
        Requeue,
        RequeueAtOnce,
    }

    private static async Task RequeueAsync(ErasureHouse house)
    {
        house.Inner.Time.Advance(RequeueStalled.Patience);
        await house.Get<RequeueStalled>().RunAsync();
    }

    private static Task<string> WaitAsync(ErasureHouse house, int number) =>
        house.PostAsync($"w-{number}", ErasureHouse.Anna, ErasureHouse.Address, $"A {Words} complaint, number {number}.", Pipeline.House.Now);

    private static void Failing(IServiceCollection services) => services.AddSingleton(Sometimes(static () => true));

    private static ILanguageAnalysis Sometimes(Func<bool> fails)
    {
        var (language, real) = (new Mock<ILanguageAnalysis>(), new BuiltInLanguageAnalysis());
        language.Setup(analysis => analysis.Name).Returns("sometimes/1");
        language.Setup(analysis => analysis.AnalyseAsync(It.IsAny<IReadOnlyList<TextToAnalyse>>(), It.IsAny<CancellationToken>()))
            .Returns((IReadOnlyList<TextToAnalyse> texts, CancellationToken token) =>
            fails() ? Task.FromResult<IReadOnlyList<AnalysisResult>>([.. texts.Select(_ => new AnalysisResult(null, "refused"))])
                : real.AnalyseAsync(texts, token));
        return language.Object;
    }
}

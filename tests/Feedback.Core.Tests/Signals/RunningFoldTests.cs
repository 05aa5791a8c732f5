using Feedback.Core.Journeys;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Journeys;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Signals;

/// <summary>What a folder remembers saves it work and changes no byte.</summary>
public sealed class RunningFoldTests
{
    private static readonly JourneyDefinition Shop = Definitions.Read(Definitions.Shop());

    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));
    private readonly FoldSignals _folder;
    private int _hoursRead;

    public RunningFoldTests()
    {
        _folder = FolderOf(_store);
        _store.BeforeRange = partition => _hoursRead += partition.StartsWith("shop|", StringComparison.Ordinal) ? 1 : 0;
    }

    [Fact]
    public void Whatever_is_delivered_in_whatever_order_to_whichever_folder_the_folds_are_those_of_the_facts() =>
        Prop.ForAll(Step.Any.NonEmptyListOf().ToArbitrary(), steps => RunAsync([.. steps]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    // Found by the law above: two folders at once, and a segment that is left between the write of its fold and that of the journey's.
    [Fact]
    public void A_segment_whose_fold_was_written_before_the_journeys_was_lost_is_folded_again() =>
        Prop.ForAll(Step.Any.NonEmptyListOf().ToArbitrary(), steps => RunAsync([.. steps]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1).WithReplay(8830139396929387747UL, 1217582369135500495UL, 21));

    // Found by the law above: one folder counts a document as void and has nothing to write, another then adds the version before and writes it, and the first
    // one is shown what it knows already.
    [Fact]
    public void A_fold_that_another_has_written_from_a_version_that_is_gone_is_noticed_where_nothing_is_to_be_added() =>
        Prop.ForAll(Step.Any.NonEmptyListOf().ToArbitrary(), steps => RunAsync([.. steps]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1).WithReplay(15077837885104170486UL, 13450683140618875179UL, 55));

    [Fact]
    public async Task New_documents_are_added_without_reading_the_hour_again()
    {
        await FoldAsync(Said(1), Said(2));
        _hoursRead = 0;

        await FoldAsync(Said(3), Said(4));

        Assert.Equal(0, _hoursRead);
        Assert.Equal(4, await VolumeAsync("2026-11-20T17"));
        Assert.Equal(4, await VolumeAsync("2026-11-20"));
    }

    [Fact]
    public async Task What_the_hour_was_read_with_and_the_feed_shows_afterwards_is_counted_once_and_read_no_more()
    {
        var first = await ProjectAsync(Said(1));
        var second = await ProjectAsync(Said(2));
        await _folder.HandleAsync(first, default);
        _hoursRead = 0;

        await _folder.HandleAsync(second, default);

        Assert.Equal(0, _hoursRead);
        Assert.Equal(2, await VolumeAsync("2026-11-20T17"));
    }

    [Fact]
    public async Task A_document_that_changed_makes_its_hour_be_read_and_then_remembered_again()
    {
        await FoldAsync(Said(1), Said(2));
        _hoursRead = 0;

        await FoldAsync(Said(1) with { Opinions = [] });
        Assert.Equal((1, 1), (_hoursRead, await VolumeAsync("2026-11-20T17")));

        await FoldAsync(Said(3));
        Assert.Equal((1, 2), (_hoursRead, await VolumeAsync("2026-11-20T17")));
    }

    [Fact]
    public async Task A_void_document_that_is_delivered_after_what_it_made_void_is_not_undone_when_that_is_delivered_again()
    {
        var said = await ProjectAsync(Said(1), Said(2));
        await _folder.HandleAsync(said, default);
        await FoldAsync(Said(1) with { Opinions = [] });

        await _folder.HandleAsync(said, default);

        Assert.Equal(1, await VolumeAsync("2026-11-20T17"));
    }

    [Fact]
    public async Task A_fold_that_another_has_written_is_computed_from_the_facts()
    {
        await FoldAsync(Said(1));
        await FolderOf(_store).HandleAsync(await ProjectAsync(Said(2)), default);

        await FoldAsync(Said(3));

        Assert.Equal(3, await VolumeAsync("2026-11-20T17"));
        Assert.Equal(3, await VolumeAsync("2026-11-20"));
    }

    [Fact]
    public async Task What_was_added_but_could_not_be_written_is_counted_when_it_comes_again()
    {
        await FoldAsync(Said(1));
        var more = await ProjectAsync(Said(2), Said(3));
        _store.BeforeWrite = key => key.Id == "2026-11-20" ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _folder.HandleAsync(more, default));
        _store.BeforeWrite = null;

        await _folder.HandleAsync(more, default);

        Assert.Equal(3, await VolumeAsync("2026-11-20T17"));
        Assert.Equal(3, await VolumeAsync("2026-11-20"));
    }

    private static async Task<bool> RunAsync(Step[] steps)
    {
        var store = new DictionaryStore(new FakeTimeProvider(TestTime.Start));
        FoldSignals[] folders = [FolderOf(store), FolderOf(store)];
        var seen = new List<Document>();
        foreach (var step in steps)
        {
            switch (step)
            {
                case Write(var written):
                    seen.AddRange(await store.ProjectAsync("shop", written));
                    break;
                case Deliver(var folder, var from, var count, var named):
                    // Any stretch of what was ever shown, so also versions that are gone.
                    var page = seen.Skip(from % (seen.Count + 1)).Take(count).Select(document => named ? document with { Body = default } : document);
                    await folders[folder].HandleAsync([.. page], default);
                    break;
                case Together(var from, var count):
                    Document[] both = [.. seen.Skip(from % (seen.Count + 1)).Take(count)];
                    await Task.WhenAll(folders.Append(folders[0]).Select(folder => Task.Run(() => folder.HandleAsync(both, default))));
                    break;
                case Restart(var folder):
                    folders[folder] = FolderOf(store);
                    break;
            }
        }

        // In the end whoever reads the feed has seen the latest version of everything.
        await folders[0].HandleAsync((await store.ReadChangesAsync(Containers.Signals, ChangeCursor.Beginning, 100_000)).Documents, default);
        var isRight = await AreThoseOfTheFactsAsync(store);
        // And what is delivered again after that, in versions that are long gone, changes nothing.
        await folders[0].HandleAsync(seen, default);
        return isRight && await AreThoseOfTheFactsAsync(store);
    }

    private static async Task<bool> AreThoseOfTheFactsAsync(DictionaryStore store)
    {
        var other = new DictionaryStore(new FakeTimeProvider(TestTime.Start));
        var signals = (await store.ReadChangesAsync(Containers.Signals, ChangeCursor.Beginning, 100_000)).Documents;
        foreach (var document in signals)
            await other.UpsertAsync(Containers.Signals, new(document.Key, document.Body));
        await FolderOf(other).HandleAsync([.. signals.Select(document => document with { Body = default })], default);
        var expected = await FoldsAsync(other);
        // A segment that was heard and left has an empty fold, one that was never heard none.
        return (await FoldsAsync(store)).All(fold => fold.Value == expected.GetValueOrDefault(fold.Key, fold.Value)
                && (expected.ContainsKey(fold.Key) || fold.Value.Contains("\"cells\":[]", StringComparison.Ordinal)))
            && expected.Keys.All((await FoldsAsync(store)).ContainsKey);
    }

    private static async Task<Dictionary<DocumentKey, string>> FoldsAsync(DictionaryStore store) =>
        (await store.ReadChangesAsync(Containers.Folds, ChangeCursor.Beginning, 100_000)).Documents
            .ToDictionary(fold => fold.Key, fold => System.Text.Encoding.UTF8.GetString(fold.Body.Span));

    private static FoldSignals FolderOf(DictionaryStore store) =>
        new(store, new(store, new(1)), new([Shop], [Shop.Id]), new FakeTimeProvider(TestTime.Start));

    private static FeedbackSignals Said(int feedback) => ProjectedSignals.Of(new Signal
    {
        Feedback = AnySignal.CustomerKey(feedback),
        OccurredAt = new(2026, 11, 20, 17, 3, 11, TimeSpan.Zero),
        Touchpoint = "store",
        HeardBy = "store",
        Stage = "buy",
        Sentiment = -600,
        Customer = AnySignal.CustomerKey(feedback),
    });

    private async Task FoldAsync(params FeedbackSignals[] said) => await _folder.HandleAsync(await ProjectAsync(said), default);

    private Task<IReadOnlyList<Document>> ProjectAsync(params FeedbackSignals[] said) => _store.ProjectAsync(Shop.Id, said);

    private async Task<long> VolumeAsync(string period) =>
        Json.Read((await _store.GetAsync(Containers.Folds, new(Shop.Id, period)))!, SignalsJson.Default.Fold).Cells.Sum(cell => cell.Volume());

    internal abstract record Step
    {
        public static readonly Gen<Step> Any = Gen.Frequency(
            (4, from written in Document().NonEmptyListOf() select (Step)new Write([.. written])),
            (5, from folder in Gen.Choose(0, 1)
                from start in Gen.Choose(0, 30)
                from count in Gen.Choose(1, 12)
                from named in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
                select (Step)new Deliver(folder, start, count, named)),
            (1, from start in Gen.Choose(0, 30) from count in Gen.Choose(1, 12) select (Step)new Together(start, count)),
            (1, from folder in Gen.Choose(0, 1) select (Step)new Restart(folder)));

        /// <summary>Few feedback in three hours of two days, so that they are written again with another content.</summary>
        private static Gen<FeedbackSignals> Document() =>
            from signals in ProjectedSignals.Any
            from feedback in Gen.Choose(0, 9)
            select signals with
            {
                Feedback = AnySignal.CustomerKey(feedback),
                OccurredAt = new DateTimeOffset(2026, 11, 20, 22, 30, 0, TimeSpan.Zero).AddHours(feedback % 3),
            };
    }

    internal sealed record Write(IReadOnlyList<FeedbackSignals> Written) : Step;

    internal sealed record Deliver(int Folder, int From, int Count, bool Named) : Step;

    internal sealed record Together(int From, int Count) : Step;

    internal sealed record Restart(int Folder) : Step;
}

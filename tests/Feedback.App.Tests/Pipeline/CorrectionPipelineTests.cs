using System.Text;
using Feedback.Core.Corrections;
using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Feedback.App.Tests.Pipeline;

public sealed class CorrectionPipelineTests
{
    private const string Billed = "Nice staff, but I was billed twice and the refund took six weeks.";

    [Fact]
    public async Task A_correction_moves_the_opinion_on_the_map()
    {
        await using var house = new House();
        var id = await house.PostAsync("I was billed twice.");
        await house.RunAsync();

        await CorrectAsync(house, id, new(0) { Sentiment = SentimentLabel.Neutral, Theme = new("delivery-time") });
        await house.RunAsync();

        var cell = Assert.Single((await FoldAsync(house)).Cells);
        Assert.Equal(("receive", "delivery-time", "logistics", 0L, 1L), (cell.Stage, cell.Theme, cell.OwnedBy, cell.Negative, cell.Neutral));
    }

    [Fact]
    public async Task Remapping_retrying_and_analysing_again_keep_a_correction()
    {
        await using var house = new House();
        var id = await house.PostAsync(Billed);
        await house.RunAsync();
        await CorrectAsync(house, id, new(0) { Theme = new("delivery-time") });
        await house.RunAsync();
        var folds = await house.FoldsAsync();

        await new RemapFeedback(house.Store, house.Get<MapOpinions>()).RunAsync();
        foreach (var state in new[] { FeedbackState.Received, FeedbackState.Failed })
        {
            await house.PutUnderstoodAsync(await house.RecordAsync(id) with { State = state });
            await house.Get<RetryFeedback>().RunAsync(id);
            await house.RunAsync();
        }

        Assert.Equal("delivery-time", (await house.RecordAsync(id)).Mapping![0].Opinions[0].Theme);
        Assert.Equal(folds, await house.FoldsAsync());
    }

    [Fact]
    public async Task An_analysis_that_finds_other_opinions_keeps_the_corrected_one_and_the_counts_follow()
    {
        var language = new Mock<ILanguageAnalysis>();
        language.SetupGet(known => known.Name).Returns("test/2");
        var finds = new List<Opinion> { new(null, null, new(0, 10), Sentiment.FromScore(0.5)), new(null, null, new(16, 18), Sentiment.FromScore(-0.5)) };
        language.Setup(known => known.AnalyseAsync(It.IsAny<IReadOnlyList<TextToAnalyse>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => [new AnalysisResult(new TextAnalysis("en", Sentiment.Neutral, [], [.. finds]), null)]);
        await using var house = new House(services => services.AddSingleton(language.Object));
        var id = await house.PostAsync(Billed);
        await house.RunAsync();
        await CorrectAsync(house, id, new(1) { Sentiment = SentimentLabel.Positive });
        finds.RemoveAt(1);

        await house.PutUnderstoodAsync(await house.RecordAsync(id) with { State = FeedbackState.Received });
        await house.RunAsync();

        Assert.Equal((2, 0), (Sum(await FoldAsync(house), cell => cell.Positive), Sum(await FoldAsync(house), cell => cell.Negative)));
    }

    [Fact]
    public void Any_corrections_delivered_in_any_order_any_number_of_times_leave_the_folds_the_same() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(15), Prop.ForAll(
            (from edits in AnyEdit.ArrayOf(5) from deliveries in Gen.Choose(0, 1).ArrayOf(6) select (edits, deliveries)).ToArbitrary(),
            law => LeaveTheFoldsAsync(law.edits, law.deliveries).GetAwaiter().GetResult()));

    private static async Task LeaveTheFoldsAsync(CorrectionRequest[] edits, int[] deliveries)
    {
        await using var house = new House();
        var id = await house.PostAsync(Billed, ratings: new(4, null, null));
        await house.RunAsync();
        foreach (var edit in edits)
        {
            var early = await house.ChangesAsync(Containers.Feedback);
            await CorrectAsync(house, id, edit);
            // What was read before the correction is delivered after it: its signals are stale, and mended by what follows.
            await house.Get<ProcessFeedback>().HandleAsync(early, default);
        }

        await house.RunAsync();
        var record = await house.RecordAsync(id);
        var folds = await house.FoldsAsync();
        foreach (var delivery in deliveries)
        {
            if (delivery == 0)
                await house.Get<ProcessFeedback>().HandleAsync(await house.ChangesAsync(Containers.Feedback), default);
            else
                await house.Get<FoldSignals>().HandleAsync(await house.ChangesAsync(Containers.Signals), default);
        }

        Assert.Equal(folds, await house.FoldsAsync());
        var fold = await FoldAsync(house);
        foreach (var (label, count) in new (SentimentLabel, Func<FoldCell, long>)[] { (SentimentLabel.Positive, cell => cell.Positive),
            (SentimentLabel.Neutral, cell => cell.Neutral), (SentimentLabel.Negative, cell => cell.Negative) })
            Assert.Equal(record.Opinions().Count(opinion => opinion.Sentiment.Label == label), Sum(fold, count));
        Assert.Equal(record.Mapping![0].Opinions.Select(opinion => opinion.Stage).Order(),
            fold.Cells.SelectMany(cell => Enumerable.Repeat(cell.Stage, (int)cell.Volume())).Order());
        Assert.Equal(record.Corrections?.Count ?? 0, (await house.Get<CorrectionLog>().CountAsync(0)).Total);
    }

    [Fact]
    public async Task Corrections_are_counted_once_each_however_often_they_are_delivered()
    {
        await using var house = new House();
        var id = await house.PostAsync(Billed);
        await house.RunAsync();
        await CorrectAsync(house, id, new(0) { Sentiment = SentimentLabel.Negative, OnBehalfOf = "Ann" });
        await CorrectAsync(house, id, new(0) { Sentiment = SentimentLabel.Negative });
        await CorrectAsync(house, id, new(1) { Theme = new(null) });

        await house.RunAsync();
        await house.RunAsync();

        var counts = await house.Get<CorrectionLog>().CountAsync(1);
        Assert.Equal((2, true, 1, 1, 0), (counts.Total, counts.IsAll, counts.Sentiment, counts.Theme, counts.Stage));
        Assert.Equal(new CorrectionCount(CorrectedField.Sentiment, null, "positive", "negative", 1), counts.Changes[0]);
        Assert.Single(counts.Newest);
    }

    [Fact]
    public async Task What_the_log_keeps_repeats_neither_the_customer_nor_the_reason()
    {
        await using var house = new House();
        var id = await house.PostAsync(Billed);
        await house.RunAsync();
        await CorrectAsync(house, id, new(0) { Sentiment = SentimentLabel.Negative, Reason = "Meant in irony." });
        await house.RunAsync();

        var logged = (await house.ChangesAsync(Containers.Settings)).Single(document => document.Key.Partition == "correction");

        var body = Encoding.UTF8.GetString(logged.Body.Span);
        Assert.DoesNotContain("staff", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("irony", body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Failed_feedback_is_found_until_it_is_mapped()
    {
        var fails = true;
        var (language, real) = (new Mock<ILanguageAnalysis>(), new BuiltInLanguageAnalysis());
        language.SetupGet(known => known.Name).Returns("test/1");
        language.Setup(known => known.AnalyseAsync(It.IsAny<IReadOnlyList<TextToAnalyse>>(), It.IsAny<CancellationToken>()))
            .Returns((IReadOnlyList<TextToAnalyse> texts, CancellationToken token) =>
                fails ? Task.FromResult<IReadOnlyList<AnalysisResult>>([.. texts.Select(_ => new AnalysisResult(null, "no"))])
                    : real.AnalyseAsync(texts, token));
        await using var house = new House(services => services.AddSingleton(language.Object));
        var first = await house.PostAsync("One.");
        house.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await house.PostAsync("Two.");
        await house.RunAsync();

        var newest = await house.Get<FailedFeedback>().ListAsync(1, null);
        var next = await house.Get<FailedFeedback>().ListAsync(1, newest.Next);
        fails = false;
        await house.Get<RetryFeedback>().RunAsync(first);
        await house.RunAsync();
        var left = await house.Get<FailedFeedback>().ListAsync(10, null);

        Assert.Equal([second, first, second], new[] { newest, next, left }.Select(page => Assert.Single(page.Items).Id));
        Assert.Null(next.Next);
        Assert.Single(await house.Store.RangeAsync(Containers.Settings, "failed", IdRange.All, 10));
    }

    private static readonly Gen<CorrectionRequest> AnyEdit =
        from opinion in Gen.Choose(0, 2)
        from sentiment in Gen.Elements<SentimentLabel?>(null, SentimentLabel.Positive, SentimentLabel.Neutral, SentimentLabel.Negative)
        from theme in Gen.Elements<ThemeChoice?>(null, new(null), new("refund"), new("delivery-time"))
        from stage in Gen.Elements("unmapped", "pay", "receive", null)
        select new CorrectionRequest(opinion) { Sentiment = sentiment, Theme = theme, Stage = stage ?? (sentiment is null && theme is null ? "buy" : null) };

    private static async Task CorrectAsync(House house, string id, CorrectionRequest asked) =>
        Assert.Null((await house.Get<CorrectFeedback>().RunAsync(id, null, asked, "manager")).Refusal);

    private static async Task<Fold> FoldAsync(House house) =>
        Json.Read((await house.ChangesAsync(Containers.Folds)).Single(fold => fold.Key.Id == "2026-11-20"), SignalsJson.Default.Fold);

    private static int Sum(Fold fold, Func<FoldCell, long> count) => (int)fold.Cells.Sum(count);
}

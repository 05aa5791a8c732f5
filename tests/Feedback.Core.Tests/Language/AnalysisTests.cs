using Feedback.Core.Language;
using Feedback.Core.Records;

namespace Feedback.Core.Tests.Language;

public class AnalysisTests
{
    private readonly BuiltInLanguageAnalysis _analysis = new();

    [Fact]
    public void It_has_a_name_with_a_version() => Assert.Equal("built-in/2", _analysis.Name);

    [Fact]
    public async Task Results_stand_in_the_order_of_the_texts()
    {
        var results = await _analysis.AnalyseAsync([new("Good.", "en"), new("Bad.", "en"), new("Tisch.", "de")]);
        Assert.Equal(
            [SentimentLabel.Positive, SentimentLabel.Negative, SentimentLabel.Neutral],
            results.Select(r => r.Analysis!.Sentiment.Label));
    }

    [Fact]
    public async Task A_text_leaves_no_trace_in_the_next()
    {
        var alone = await _analysis.AnalyseAsync([new("The bread was fine.", null)]);
        var after = await _analysis.AnalyseAsync([new("TERRIBLE!!! 😡 The worst.", null), new("The bread was fine.", null)]);
        Assert.Equivalent(alone[0], after[1], strict: true);
    }

    [Fact]
    public async Task A_cancelled_analysis_is_cancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _analysis.AnalyseAsync([new("Good.", null)], new CancellationToken(canceled: true)));

    [Fact]
    public async Task Threads_may_share_it()
    {
        const string text = "Nice staff, but I was billed twice and the refund took six weeks.";
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () => (await _analysis.AnalyseAsync([new(text, null)]))[0])));
        Assert.All(results, r => Assert.Equivalent(results[0], r, strict: true));
    }
}

using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Signals;

public sealed class ProjectSignalsTests
{
    private static readonly MappedOpinion Staff = new("buy", "staff", "stores", MappingReason.ThemeTerm, 0.75);
    private static readonly MappedOpinion Refund = new("pay", "refund", "billing", MappingReason.ThemePhrase, 0.9);

    private static readonly FeedbackRecord Record = AnyFeedback.Received(at: new(2026, 11, 20, 17, 3, 11, TimeSpan.Zero)) with
    {
        CustomerKey = AnySignal.CustomerKey(1),
        Text = "Nice staff, slow refund",
        Ratings = new(4, 2, 6),
        State = FeedbackState.Mapped,
        Analysis = AnyFeedback.Analysis(0.5, -0.6),
    };

    private static readonly FeedbackMapping Mapping = new("retail", "v1", 0, "stores", "buy", [Staff, Refund]);

    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private readonly DictionaryStore _store;

    public ProjectSignalsTests() => _store = new(_time);

    [Fact]
    public async Task All_signals_of_a_feedback_on_a_journey_are_one_document()
    {
        await ProjectAsync(Record with { Mapping = [Mapping] });

        Assert.Equal($"17|{Record.Id}", Assert.Single(await DocumentsAsync()).Key.Id);
        Assert.Equal(["buy", "pay"], (await SignalsAsync()).Select(signal => signal.Stage));
    }

    [Fact]
    public async Task A_signal_is_one_opinion_laid_where_it_was_mapped()
    {
        await ProjectAsync(Record with { Mapping = [Mapping] });

        Assert.Equal(
            new Signal
            {
                Feedback = Record.Id,
                OccurredAt = Record.OccurredAt,
                Touchpoint = "store",
                HeardBy = "stores",
                Stage = "pay",
                Theme = "refund",
                OwnedBy = "billing",
                Sentiment = -600,
                Customer = Record.CustomerKey,
            },
            (await SignalsAsync())[1]);
    }

    [Fact]
    public async Task The_first_signal_carries_the_ratings_at_the_stage_of_the_touchpoint_and_no_other_does()
    {
        await ProjectAsync(Record with { Mapping = [Mapping] });

        Assert.Equal([new SignalRatings("buy", new(4, 2, 6)), null], (await SignalsAsync()).Select(signal => signal.Ratings));
    }

    [Fact]
    public void A_signal_keeps_the_sentiment_of_its_opinion_to_the_thousandth() =>
        Assert.All(Enumerable.Range(-1000, 2001), thousandths => Assert.Equal(thousandths, SentimentOf(thousandths)));

    [Fact]
    public void A_signal_has_the_label_of_its_opinion() =>
        Assert.All(Enumerable.Range(-1000, 2001), thousandths =>
            Assert.Equal(Sentiment.FromScore(thousandths / 1000.0).Label, Sentiment.FromScore(SentimentOf(thousandths) / 1000.0).Label));

    [Fact]
    public async Task An_analysis_that_finds_fewer_opinions_leaves_none_of_the_earlier_ones()
    {
        await ProjectAsync(Record with { Mapping = [Mapping] });

        await ProjectAsync(Record with { Analysis = AnyFeedback.Analysis(-0.6), Mapping = [Mapping with { Opinions = [Refund] }] });

        Assert.Equal(["pay"], (await SignalsAsync()).Select(signal => signal.Stage));
        Assert.Equal(new SignalRatings("buy", new(4, 2, 6)), (await SignalsAsync())[0].Ratings);
    }

    [Fact]
    public async Task A_feedback_that_leaves_a_journey_leaves_a_void_document_that_names_no_customer()
    {
        await ProjectAsync(Record with { Mapping = [Mapping with { Segments = ["gold"] }] });

        await ProjectAsync(Record with { Mapping = [Mapping with { Segments = ["gold"], Opinions = [] }] });

        var left = Json.Read(Assert.Single(await DocumentsAsync()), SignalsJson.Default.FeedbackSignals);
        Assert.True(left is { Opinions.Count: 0, Ratings: null, Customer: null, Segments: null });
    }

    [Fact]
    public async Task A_void_document_expires_after_seven_days()
    {
        await ProjectAsync(Record with { Mapping = [Mapping with { Opinions = [] }] });

        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Single(await DocumentsAsync());
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(await DocumentsAsync());
    }

    [Fact]
    public async Task What_counts_does_not_expire()
    {
        await ProjectAsync(Record with { Mapping = [Mapping with { Opinions = [] }] });
        await ProjectAsync(Record with { Mapping = [Mapping] });

        _time.Advance(TimeSpan.FromDays(8));

        Assert.Equal(2, (await SignalsAsync()).Count);
    }

    [Fact]
    public async Task Projecting_again_changes_no_byte()
    {
        var mapped = Record with { Mapping = [Mapping] };
        await ProjectAsync(mapped);
        var before = await BodiesAsync();

        await ProjectAsync(mapped);

        Assert.Equal(before, await BodiesAsync());
    }

    [Fact]
    public async Task A_feedback_that_is_mapped_nowhere_projects_nothing()
    {
        await ProjectAsync(Record);

        Assert.Empty((await _store.ReadChangesAsync(Containers.Signals, ChangeCursor.Beginning, 10)).Documents);
    }

    private static int SentimentOf(int thousandths) =>
        ProjectSignals.Of(Record with { Analysis = AnyFeedback.Analysis(thousandths / 1000.0, 0) }, Mapping).Opinions[0].Sentiment;

    private Task ProjectAsync(FeedbackRecord record) => new ProjectSignals(_store, _time).ProjectAsync([record], default);

    private Task<IReadOnlyList<Document>> DocumentsAsync() => _store.RangeAsync(Containers.Signals, "retail|2026-11-20|0", IdRange.All, 100);

    private async Task<List<Signal>> SignalsAsync() => [.. (await DocumentsAsync()).SelectMany(document => new SignalDecoder().Read(document.Body.Span))];

    private async Task<List<string>> BodiesAsync() => [.. (await DocumentsAsync()).Select(document => Convert.ToHexString(document.Body.Span))];
}

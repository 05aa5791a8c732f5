using Feedback.Core.Intake;
using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Serialization;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;

namespace Feedback.Core.Tests.Signals;

public sealed class LaySignalsTests
{
    private static readonly MappedOpinion Staff = new("buy", "staff", "stores", MappingReason.ThemeTerm, 0.75);
    private static readonly MappedOpinion Refund = new("pay", "refund", "billing", MappingReason.ThemePhrase, 0.9);

    private static readonly FeedbackRecord Record = new()
    {
        Id = FeedbackId.OfEvent("pos-42", "r-1"),
        Source = "pos-42",
        Touchpoint = "store",
        OccurredAt = new(2026, 11, 20, 17, 3, 11, TimeSpan.Zero),
        ReceivedAt = new(2026, 11, 20, 17, 4, 0, TimeSpan.Zero),
        CustomerKey = AnySignal.CustomerKey(1),
        Text = "Nice staff, slow refund",
        Ratings = new(4, 2, 6),
        State = FeedbackState.Mapped,
        Analysis = Analysis(0.5, -0.6),
    };

    private static readonly FeedbackMapping Mapping = new("retail", "v1", 0, "stores", "buy", [Staff, Refund], 2);

    private readonly ManualTimeProvider _time = new();
    private readonly DictionaryStore _store;

    public LaySignalsTests() => _store = new(_time);

    [Fact]
    public void A_signal_is_one_opinion_laid_where_it_was_mapped() =>
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
            LaySignals.SignalOf(Record, Mapping, 1));

    [Fact]
    public void The_first_signal_carries_the_ratings_at_the_stage_of_the_touchpoint() =>
        Assert.Equal(new SignalRatings("buy", new(4, 2, 6)), LaySignals.SignalOf(Record, Mapping, 0).Ratings);

    [Fact]
    public void No_other_signal_carries_them() => Assert.Null(LaySignals.SignalOf(Record, Mapping, 1).Ratings);

    [Fact]
    public void A_signal_within_the_opinions_is_not_void() => Assert.False(LaySignals.SignalOf(Record, Mapping, 1).Void);

    [Fact]
    public void A_signal_beyond_the_opinions_is_void() => Assert.True(LaySignals.SignalOf(Record, Mapping, 2).Void);

    [Fact]
    public void The_first_signal_of_a_mapping_without_opinions_is_void_and_without_ratings()
    {
        var signal = LaySignals.SignalOf(Record, Mapping with { Opinions = [] }, 0);

        Assert.True(signal is { Void: true, Ratings: null });
    }

    [Fact]
    public void A_signal_keeps_the_sentiment_of_its_opinion_to_the_thousandth() =>
        Assert.All(Enumerable.Range(-1000, 2001), thousandths =>
            Assert.Equal(thousandths, LaySignals.SignalOf(Record with { Analysis = Analysis(thousandths / 1000.0) }, Mapping, 0).Sentiment));

    [Fact]
    public void A_signal_has_the_label_of_its_opinion() =>
        Assert.All(Enumerable.Range(-1000, 2001), thousandths =>
            Assert.Equal(
                Sentiment.FromScore(thousandths / 1000.0).Label,
                LaySignals.SignalOf(Record with { Analysis = Analysis(thousandths / 1000.0) }, Mapping, 0).Label));

    [Fact]
    public async Task Every_signal_ever_laid_is_written()
    {
        await LayAsync(Record with { Mapping = [Mapping with { Laid = 3 }] });

        Assert.Equal([false, false, true], (await SignalsAsync()).Select(signal => signal.Void));
    }

    [Fact]
    public async Task A_void_signal_expires_after_seven_days()
    {
        await LayAsync(Record with { Mapping = [Mapping with { Laid = 3 }] });

        _time.Advance(TimeSpan.FromDays(7));

        Assert.Equal(2, (await SignalsAsync()).Count);
    }

    [Fact]
    public async Task Laying_again_changes_no_byte()
    {
        var mapped = Record with { Mapping = [Mapping] };
        await LayAsync(mapped);
        var before = await BodiesAsync();

        await LayAsync(mapped);

        Assert.Equal(before, await BodiesAsync());
    }

    [Fact]
    public async Task A_feedback_that_is_mapped_nowhere_lays_nothing()
    {
        await LayAsync(Record);

        Assert.Empty((await _store.ReadChangesAsync(Containers.Signals, ChangeCursor.Beginning, 10)).Documents);
    }

    private static FeedbackAnalysis Analysis(params double[] scores) =>
        new("test", "en", Sentiment.Neutral, [], [.. scores.Select(score => new Opinion(null, null, default, Sentiment.FromScore(score)))], null);

    private Task LayAsync(FeedbackRecord record) => new LaySignals(_store, _time).LayAsync([record], default);

    private Task<IReadOnlyList<Document>> DocumentsAsync() => _store.RangeAsync(Containers.Signals, "retail|2026-11-20|0", IdRange.All, 100);

    private async Task<List<Signal>> SignalsAsync() => [.. (await DocumentsAsync()).Select(document => Json.Read(document, CoreJson.Default.Signal))];

    private async Task<List<string>> BodiesAsync() => [.. (await DocumentsAsync()).Select(document => Convert.ToHexString(document.Body.Span))];
}

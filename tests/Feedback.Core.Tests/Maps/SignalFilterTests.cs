using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Maps;

public sealed class SignalFilterTests
{
    private static readonly Signal Refund = Heard.At("2026-11-20T17:03:11", "pay", -600) with { Theme = "refund", OwnedBy = "billing" };

    private static readonly Gen<SignalFilter> AnyFilter =
        from stage in Gen.Elements("buy", "receive", "unmapped", "pay", null, null)
        from theme in Gen.Elements("refund", "staff", "price", null, null)
        from touchpoint in Gen.Elements("store", "web", "billing", null, null)
        from silo in Gen.Elements("stores", "web-shop", "billing", "other", null, null)
        from sentiment in Gen.Elements<SentimentLabel?>(SentimentLabel.Positive, SentimentLabel.Neutral, SentimentLabel.Negative, null)
        select new SignalFilter(stage, theme, touchpoint, silo, sentiment);

    // Few signals, so that folds without a match are frequent.
    private static readonly Arbitrary<(Signal[] Signals, SignalFilter Filter)> Any = (
        from count in Gen.Choose(0, 12)
        from signals in AnySignal.One.ArrayOf(count)
        from filter in AnyFilter
        select (signals, filter)).ToArbitrary();

    [Fact]
    public void A_fold_matches_just_when_a_signal_of_it_does() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000),
            Prop.ForAll(Any, any => any.Filter.Matches(Fold(any.Signals)) == any.Signals.Any(any.Filter.Matches)));

    [Fact]
    public void No_filter_matches_every_signal() => Assert.True(new SignalFilter().Matches(Refund));

    [Theory]
    [InlineData("pay", true)]
    [InlineData("buy", false)]
    public void A_stage_is_matched(string stage, bool matches) => Assert.Equal(matches, new SignalFilter(Stage: stage).Matches(Refund));

    [Theory]
    [InlineData("refund", true)]
    [InlineData("staff", false)]
    public void A_theme_is_matched(string theme, bool matches) => Assert.Equal(matches, new SignalFilter(Theme: theme).Matches(Refund));

    [Theory]
    [InlineData("store", true)]
    [InlineData("web", false)]
    public void A_touchpoint_is_matched(string touchpoint, bool matches) => Assert.Equal(matches, new SignalFilter(Touchpoint: touchpoint).Matches(Refund));

    [Theory]
    [InlineData("store", true)]
    [InlineData("billing", true)]
    [InlineData("logistics", false)]
    public void A_silo_is_matched_whether_it_heard_or_owns_it(string silo, bool matches) => Assert.Equal(matches, new SignalFilter(Silo: silo).Matches(Refund));

    [Theory]
    [InlineData(SentimentLabel.Negative, true)]
    [InlineData(SentimentLabel.Neutral, false)]
    [InlineData(SentimentLabel.Positive, false)]
    public void A_sentiment_is_matched(SentimentLabel sentiment, bool matches) => Assert.Equal(matches, new SignalFilter(Sentiment: sentiment).Matches(Refund));

    [Theory]
    [InlineData("gold", true)]
    [InlineData("leeds", false)]
    public void A_segment_is_matched(string segment, bool matches) =>
        Assert.Equal(matches, new SignalFilter(Segment: segment).Matches(Refund with { Segments = ["gold"] }));

    [Fact]
    public void All_that_is_asked_for_must_match() => Assert.False(new SignalFilter(Stage: "pay", Theme: "staff").Matches(Refund));

    private static Fold Fold(IEnumerable<Signal> signals)
    {
        var builder = new FoldBuilder();
        foreach (var signal in signals)
            builder.Add(signal);
        return builder.Build("retail", FoldPeriod.Parse("2026-11-20T17"));
    }
}

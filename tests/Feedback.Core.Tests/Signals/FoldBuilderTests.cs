using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

public sealed class FoldBuilderTests
{
    private static readonly FoldPeriod Hour = FoldPeriod.Parse("2026-11-20T17");

    private static readonly Signal Refund = new()
    {
        Feedback = FeedbackId.OfEvent("pos-42", "r-1"),
        OccurredAt = new(2026, 11, 20, 17, 3, 11, TimeSpan.Zero),
        Touchpoint = "store",
        HeardBy = "stores",
        Stage = "pay",
        Theme = "refund",
        OwnedBy = "billing",
        Sentiment = -600,
        Customer = AnySignal.CustomerKey(1),
    };

    [Fact]
    public void The_order_of_signals_changes_no_byte() =>
        Holds(
            from signals in AnySignal.Many
            from shuffled in Gen.Shuffle(signals)
            select (signals, shuffled),
            any => Bytes(Of(any.signals)).SequenceEqual(Bytes(Of(any.shuffled))));

    [Fact]
    public void Folding_parts_and_then_their_folds_is_folding_everything() =>
        Holds(
            from signals in AnySignal.Many
            from parts in Gen.Choose(0, 5).ArrayOf(signals.Length)
            from order in Gen.Shuffle(Enumerable.Range(0, 6))
            select (signals, parts, order),
            any =>
            {
                var whole = new FoldBuilder();
                foreach (var part in any.order)
                    whole.Add(Of(any.signals.Where((_, index) => any.parts[index] == part)));
                return Bytes(whole.Build("retail", Hour)).SequenceEqual(Bytes(Of(any.signals)));
            });

    [Fact]
    public void A_fold_counts_every_opinion() =>
        Holds(AnySignal.Many, signals => Of(signals).Cells.Sum(cell => cell.Volume()) == signals.Length);

    [Fact]
    public void A_fold_adds_up_every_sentiment() =>
        Holds(AnySignal.Many, signals => Of(signals).Cells.Sum(cell => cell.Sentiment) == signals.Sum(signal => signal.Sentiment));

    [Fact]
    public void A_fold_of_nothing_is_empty()
    {
        var fold = Of([]);

        Assert.Empty(fold.Cells);
        Assert.Empty(fold.Scores);
        Assert.Empty(fold.Customers);
        Assert.Empty(fold.Affected);
    }

    [Fact]
    public void A_fold_says_its_journey_and_period()
    {
        var fold = Of([]);

        Assert.Equal(("retail", "2026-11-20T17"), (fold.Journey, fold.Period));
    }

    [Fact]
    public void Signals_of_one_kind_are_one_cell() =>
        Assert.Equal(
            [new FoldCell("pay", "refund", "store", "stores", "billing", 1, 1, 2, -250)],
            Of([Refund, Refund with { Sentiment = -50 }, Refund with { Sentiment = -49 }, Refund with { Sentiment = 449 }]).Cells);

    [Theory]
    [InlineData(-1000, 0, 0, 1)]
    [InlineData(-50, 0, 0, 1)]
    [InlineData(-49, 0, 1, 0)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(49, 0, 1, 0)]
    [InlineData(50, 1, 0, 0)]
    [InlineData(1000, 1, 0, 0)]
    public void A_signal_is_positive_from_50_and_negative_from_minus_50(int sentiment, long positive, long neutral, long negative)
    {
        var cell = Assert.Single(Of([Refund with { Sentiment = sentiment }]).Cells);

        Assert.Equal((positive, neutral, negative), (cell.Positive, cell.Neutral, cell.Negative));
    }

    [Theory]
    [InlineData(true, null, 1)]
    [InlineData(true, "refund", 0)]
    [InlineData(null, null, 0)]
    public void A_score_without_words_is_counted_as_such_unless_somebody_gave_it_a_theme(bool? wordless, string? theme, long counted)
    {
        var (hour, day) = (new FoldBuilder(), new FoldBuilder());
        hour.Add(ProjectedSignals.Of([Refund with { Theme = theme }]) with { Wordless = wordless });
        day.Add(hour.Build("retail", FoldPeriod.Parse("2026-11-20T17")));

        Assert.Equal(counted, Assert.Single(day.Build("retail", FoldPeriod.Parse("2026-11-20")).Cells).Wordless);
    }

    [Fact]
    public void Another_stage_theme_touchpoint_hearer_or_owner_is_another_cell() =>
        Assert.Equal(
            6,
            Of([Refund, Refund with { Stage = "buy" }, Refund with { Theme = null }, Refund with { Touchpoint = "web" }, Refund with { HeardBy = "web-shop" },
                Refund with { OwnedBy = null }]).Cells.Count);

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(6, 0, 0, 1)]
    [InlineData(7, 0, 1, 0)]
    [InlineData(8, 0, 1, 0)]
    [InlineData(9, 1, 0, 0)]
    [InlineData(10, 1, 0, 0)]
    public void NPS_has_detractors_to_6_passives_to_8_and_promoters_above(int nps, long promoters, long passives, long detractors)
    {
        var scores = Scored(new(nps, null, null));

        Assert.Equal((promoters, passives, detractors), (scores.Promoters, scores.Passives, scores.Detractors));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    public void CSAT_is_satisfied_from_4(int csat, long satisfied)
    {
        var scores = Scored(new(null, csat, null));

        Assert.Equal((1, satisfied, csat), (scores.CsatAnswers, scores.CsatSatisfied, scores.CsatSum));
    }

    [Fact]
    public void CES_is_added_up()
    {
        var scores = Scored(new(null, null, 6));

        Assert.Equal((1, 6), (scores.CesAnswers, scores.CesSum));
    }

    [Fact]
    public void What_was_not_answered_counts_nowhere() =>
        Assert.Equal(new FoldScores("buy", "store", "stores", 0, 0, 0, 0, 0, 0, 1, 2), Scored(new(null, null, 2)));

    [Fact]
    public void Ratings_count_once_however_many_signals_the_feedback_has()
    {
        var first = Refund with { Ratings = new("buy", new(9, 5, 1)) };

        Assert.Equal(
            [new FoldScores("buy", "store", "stores", 1, 0, 0, 1, 1, 5, 1, 1)],
            Of([first, Refund with { Stage = "receive" }, Refund with { Theme = null }]).Scores);
    }

    [Fact]
    public void Ratings_count_at_their_own_stage() => Assert.Equal("buy", Scored(new(9, null, null)).Stage);

    [Fact]
    public void A_customer_counts_once_at_a_stage_and_touchpoint() =>
        Assert.Equal(1, Assert.Single(Of([Refund, Refund with { Theme = "staff", Sentiment = 500 }]).Customers).Named.Count());

    [Fact]
    public void A_feedback_that_names_nobody_counts_as_one_customer_whatever_it_says() =>
        Assert.Equal([("pay", "store", 0L, 2L)], OfFeedback([
            [Refund with { Customer = null }, Refund with { Customer = null, Theme = "staff" }],
            [Refund with { Customer = null, Feedback = FeedbackId.OfEvent("pos-42", "r-2") }],
        ]).Customers.Select(customers => (customers.Stage, customers.Touchpoint, customers.Named.Count(), customers.Unnamed)));

    [Fact]
    public void A_customer_who_speaks_ill_of_a_theme_is_affected_by_it() =>
        Assert.Equal([("pay", "refund")], Of([Refund]).Affected.Select(affected => (affected.Stage, affected.Theme)));

    [Fact]
    public void Who_does_not_speak_ill_or_names_no_theme_is_not_affected() =>
        Assert.Empty(Of([Refund with { Sentiment = 0 }, Refund with { Sentiment = 700 }, Refund with { Theme = null }]).Affected);

    [Fact]
    public void Affected_customers_are_those_that_were_named_and_the_feedback_that_names_nobody() =>
        Assert.Equal(2, Assert.Single(OfFeedback([
            [Refund], [Refund], [Refund with { Customer = null }, Refund with { Customer = null }],
        ]).Affected).Count());

    private static FoldScores Scored(Ratings ratings) => Assert.Single(Of([Refund with { Ratings = new("buy", ratings) }]).Scores);

    /// <summary>Each signal of a feedback of its own.</summary>
    private static Fold Of(IEnumerable<Signal> signals) => OfFeedback(signals.Select(signal => new[] { signal }));

    private static Fold OfFeedback(IEnumerable<Signal[]> feedback)
    {
        var builder = new FoldBuilder();
        foreach (var signals in feedback)
            builder.Add(ProjectedSignals.Of(signals));
        return builder.Build("retail", Hour);
    }

    private static byte[] Bytes(Fold fold) => Json.Serialize(fold, SignalsJson.Default.Fold);

    private static void Holds<T>(Gen<T> any, Func<T, bool> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(80), Prop.ForAll(any.ToArbitrary(), law));
}

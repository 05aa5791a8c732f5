using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Corrections;
using static Feedback.Core.Tests.Corrections.Corrected;

namespace Feedback.Core.Tests.Records;

public sealed class CorrectedOpinionsTests
{
    [Fact]
    public void A_corrected_sentiment_holds_and_the_analysis_stays_as_it_was()
    {
        var record = Record(Staff, Bill).With(Bill, CorrectedField.Sentiment, "positive");

        Assert.Equal([0.6, 0.5], record.Opinions().Select(opinion => opinion.Sentiment.Score));
        Assert.Equal(-0.5, record.Analysis!.Opinions[1].Sentiment.Score);
    }

    [Fact]
    public void A_correction_to_what_the_analysis_says_has_the_analysis_own_score() =>
        Assert.Equal(0.6, Record(Staff).With(Staff, CorrectedField.Sentiment, "negative").With(Staff, CorrectedField.Sentiment, "positive")
            .Opinions()[0].Sentiment.Score);

    [Fact]
    public void A_sentiment_that_becomes_neutral_has_the_score_nought() =>
        Assert.Equal(Sentiment.Neutral, Record(Bill).With(Bill, CorrectedField.Sentiment, "neutral").Opinions()[0].Sentiment);

    [Fact]
    public void The_later_of_two_corrections_holds() =>
        Assert.Equal("delivery-time", Record(Bill).With(Bill, CorrectedField.Theme, "staff-attitude").With(Bill, CorrectedField.Theme, "delivery-time")
            .Place(0).Theme);

    [Fact]
    public void A_corrected_theme_brings_its_stage_and_owner_along() =>
        Assert.Equal(new MappedOpinion("receive", "delivery-time", "logistics", MappingReason.Corrected, 1),
            Record(Bill).With(Bill, CorrectedField.Theme, "delivery-time").Place(0));

    [Fact]
    public void A_theme_without_a_stage_of_its_own_takes_that_of_the_touchpoint() =>
        Assert.Equal("buy", Record(Bill).With(Bill, CorrectedField.Theme, "staff-attitude").Place(0).Stage);

    [Fact]
    public void An_opinion_without_a_theme_lies_where_the_touchpoint_says_and_belongs_to_that_stage() =>
        Assert.Equal(new MappedOpinion("buy", null, "store", MappingReason.Corrected, 1), Record(Bill).With(Bill, CorrectedField.Theme, null).Place(0));

    [Fact]
    public void A_corrected_stage_keeps_the_theme_and_its_owner() =>
        Assert.Equal(new MappedOpinion("receive", "invoice-error", "billing", MappingReason.Corrected, 1),
            Record(Bill).With(Bill, CorrectedField.Stage, "receive").Place(0));

    [Fact]
    public void A_corrected_stage_without_a_theme_belongs_to_the_stages_owner() =>
        Assert.Equal("logistics", Record(Bill).With(Bill, CorrectedField.Theme, null).With(Bill, CorrectedField.Stage, "receive").Place(0).Owner);

    [Fact]
    public void A_corrected_stage_outlasts_a_later_theme() =>
        Assert.Equal("pay", Record(Bill).With(Bill, CorrectedField.Stage, "pay").With(Bill, CorrectedField.Theme, "delivery-time").Place(0).Stage);

    [Fact]
    public void A_theme_that_the_definition_no_longer_has_is_not_applied() =>
        Assert.Equal("invoice-error", Record(Bill).With(Bill, CorrectedField.Theme, "gone").Place(0).Theme);

    [Fact]
    public void A_correction_goes_to_the_opinion_whose_clause_overlaps_most_after_another_analysis()
    {
        var whole = On("but I was charged twice and", "charged", -0.7);

        var record = Record(Staff, Bill).With(Bill, CorrectedField.Sentiment, "positive").Mapped(On("nice staff, but", null, 0.2), whole);

        Assert.Equal([SentimentLabel.Positive, SentimentLabel.Positive], record.Opinions().Select(opinion => opinion.Sentiment.Label));
        Assert.Equal(whole.Clause, record.Opinions()[1].Clause);
    }

    [Fact]
    public void A_corrected_opinion_that_no_analysis_finds_any_more_stays_as_one_of_its_own()
    {
        var record = Record(Staff, Bill).With(Bill, CorrectedField.Theme, "delivery-time").Mapped(Staff);

        Assert.Equal([true, false], CorrectedOpinions.Of(record).Select(opinion => opinion.IsFound));
        Assert.Equal("delivery-time", record.Place(1).Theme);
    }

    [Fact]
    public void Of_two_opinions_in_one_clause_the_one_that_was_meant_is_corrected()
    {
        var (staff, nice) = (On("nice staff", "staff", 0.6), On("nice staff", "nice", 0.3));

        var record = Record(nice, staff).With(staff, CorrectedField.Sentiment, "negative");

        Assert.Equal([SentimentLabel.Positive, SentimentLabel.Negative], record.Opinions().Select(opinion => opinion.Sentiment.Label));
    }

    [Fact]
    public void Ratings_without_words_are_one_opinion_on_the_whole_and_can_be_corrected()
    {
        var whole = new Opinion(null, null, default, Sentiment.FromScore(0.4));

        var record = (Record(whole) with { Text = null }).With(whole, CorrectedField.Stage, "receive").Mapped(whole with { Sentiment = Sentiment.Neutral });

        Assert.Equal(new MappedOpinion("receive", null, "logistics", MappingReason.Corrected, 1), Assert.Single(record.Mapping![0].Opinions));
    }

    [Fact]
    public void The_whole_feels_as_its_opinions_once_one_was_corrected()
    {
        var record = Record(Staff, Bill);

        Assert.Equal(-0.2, record.Sentiment()!.Value.Score);
        Assert.Equal(0.55, record.With(Bill, CorrectedField.Sentiment, "positive").Sentiment()!.Value.Score);
    }

    [Fact]
    public void A_signal_has_the_corrected_sentiment_and_place()
    {
        var record = Record(Staff, Bill).With(Bill, CorrectedField.Sentiment, "positive").With(Bill, CorrectedField.Theme, "delivery-time");

        var signal = ProjectSignals.Of(record, record.Mapping![0]).Opinions[1];

        Assert.Equal((500, "receive", "delivery-time", "logistics"), (signal.Sentiment, signal.Stage, signal.Theme, signal.OwnedBy));
    }
}

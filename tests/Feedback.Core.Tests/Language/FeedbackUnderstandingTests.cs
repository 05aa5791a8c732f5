using System.Text;
using System.Text.Json;
using Feedback.Core.Language;
using Feedback.Core.Privacy;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Intake;
using Feedback.Testing;

namespace Feedback.Core.Tests.Language;

public sealed class FeedbackUnderstandingTests
{
    private const string Text = "Slow refund.";

    private static readonly FeedbackRecord Record = AnyFeedback.Received() with { Text = Text };

    private static TextAnalysis Unread(Sentiment sentiment) => new("de", sentiment, [], []) { NotUnderstood = true };

    [Theory]
    [InlineData(0, -1)]
    [InlineData(3, -0.571)]
    [InlineData(6, -0.143)]
    [InlineData(7, 0)]
    [InlineData(8, 0)]
    [InlineData(9, 0.5)]
    [InlineData(10, 1)]
    public void NPS_is_mapped_between_the_passives_and_its_ends(int nps, double score) =>
        Assert.Equal(score, FeedbackUnderstanding.OfRatings(new(nps, null, null))!.Value.Score);

    [Theory]
    [InlineData(1, -1)]
    [InlineData(2, -0.5)]
    [InlineData(3, 0)]
    [InlineData(4, 0.5)]
    [InlineData(5, 1)]
    public void CSAT_is_mapped_between_its_middle_and_its_ends(int csat, double score) =>
        Assert.Equal(score, FeedbackUnderstanding.OfRatings(new(null, csat, null))!.Value.Score);

    [Fact]
    public void NPS_and_CSAT_together_are_their_mean() => Assert.Equal(0.75, FeedbackUnderstanding.OfRatings(new(9, 5, null))!.Value.Score);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void CES_says_nothing_of_the_sentiment(int ces)
    {
        Assert.Equal(FeedbackUnderstanding.OfRatings(new(9, 5, null)), FeedbackUnderstanding.OfRatings(new(9, 5, ces)));
        Assert.Null(FeedbackUnderstanding.OfRatings(new(null, null, ces)));
    }

    [Fact]
    public void A_text_that_nobody_could_read_goes_by_its_scores()
    {
        var analysis = FeedbackUnderstanding.Of(Record with { Ratings = new(null, 2, null) }, Unread(Sentiment.Neutral), "test/1");

        Assert.Equal(Sentiment.FromScore(-0.5), analysis.Sentiment);
        Assert.Equal(Sentiment.FromScore(-0.5), Assert.Single(analysis.Opinions).Sentiment);
        Assert.True(analysis.NotUnderstood);
    }

    [Fact]
    public void The_signs_in_a_text_that_nobody_could_read_say_more_than_its_scores()
    {
        var analysis = FeedbackUnderstanding.Of(Record with { Ratings = new(null, 2, null) }, Unread(Sentiment.FromScore(0.8)), "test/1");

        Assert.Equal(Sentiment.FromScore(0.8), analysis.Sentiment);
    }

    [Fact]
    public void A_text_that_was_read_and_is_neutral_stays_so_whatever_the_scores()
    {
        var analysis = FeedbackUnderstanding.Of(Record with { Ratings = new(null, 2, null) }, new("en", Sentiment.Neutral, [], []), "test/1");

        Assert.Equal(Sentiment.Neutral, analysis.Sentiment);
    }

    [Fact]
    public void What_was_found_of_personal_data_is_kept_by_its_place_and_read_back_and_gone_with_the_text()
    {
        PersonalSpan[] personal = [new(new(0, 4), PersonalDataKind.Name), new(new(5, 6), PersonalDataKind.IpAddress)];
        var record = Record with { Analysis = FeedbackUnderstanding.Of(Record, new("en", Sentiment.Neutral, [], []) { Personal = personal }, "test/1") };

        var stored = Json.Serialize(record, RecordsJson.Default.FeedbackRecord);

        Assert.Contains("""
            "personal":[{"span":{"start":0,"length":4,"end":4},"kind":"name"},{"span":{"start":5,"length":6,"end":11},"kind":"ipAddress"}]
            """, Encoding.UTF8.GetString(stored), StringComparison.Ordinal);
        Assert.Equal(personal, JsonSerializer.Deserialize(stored, RecordsJson.Default.FeedbackRecord)!.Analysis!.Personal!);
        Assert.Null(record.Erased("p", Posted.Now).Analysis!.Personal);
    }

    [Fact]
    public void A_record_from_before_has_none_and_is_masked_by_shape()
    {
        var record = JsonSerializer.Deserialize(Json.Serialize(Record with { Text = "Ann, 0113 496 0123" }, RecordsJson.Default.FeedbackRecord),
            RecordsJson.Default.FeedbackRecord)!;

        Assert.Equal("Ann, [phone number]", record.MaskedText());
        Assert.Equal("Ann, [phone number]", (record with { Analysis = FeedbackUnderstanding.Of(record, new("en", Sentiment.Neutral, [], []), "test/1") })
            .MaskedText());
        Assert.Equal("", (record with { Text = null }).Masked(new(3, 4)));
    }

    [Fact]
    public void Ratings_without_a_text_are_one_opinion_on_the_whole()
    {
        var analysis = FeedbackUnderstanding.Of(Record with { Text = null, Ratings = new(0, null, null) }, null, "test/1");

        Assert.Equal([new Opinion(null, null, default, Sentiment.FromScore(-1))], analysis.Opinions);
        Assert.Equal((Sentiment.FromScore(-1), null, null), (analysis.Sentiment, analysis.Language, analysis.Contradiction));
    }

    [Fact]
    public void Effort_alone_is_one_neutral_opinion() =>
        Assert.Equal([new Opinion(null, null, default, Sentiment.Neutral)],
            FeedbackUnderstanding.Of(Record with { Text = null, Ratings = new(null, null, 7) }, null, "test/1").Opinions);

    [Fact]
    public void A_text_in_which_nothing_was_found_is_one_opinion_on_the_whole() =>
        Assert.Equal([new Opinion(null, null, new(0, Text.Length), Sentiment.FromScore(-0.3))], Of(-0.3, null).Opinions);

    [Fact]
    public void The_opinions_of_a_text_are_kept_as_they_were_found()
    {
        Opinion[] found = [new(new(5, 6), new(0, 4), new(0, 12), Sentiment.FromScore(-0.4))];

        Assert.Equal(found, FeedbackUnderstanding.Of(Record, Analysis(-0.4) with { Opinions = found }, "test/1").Opinions);
    }

    [Fact]
    public void The_text_says_how_it_feels_whatever_the_ratings_say() => Assert.Equal(-0.3, Of(-0.3, new(10, 5, 1)).Sentiment.Score);

    [Fact]
    public void It_is_said_which_analysis_it_was_and_of_which_language()
    {
        var analysis = Of(-0.3, null);

        Assert.Equal(("test/1", "en"), (analysis.By, analysis.Language));
    }

    [Theory]
    [InlineData(-0.3, 10)]
    [InlineData(0.3, 0)]
    [InlineData(-0.05, 9)]
    [InlineData(0.05, 6)]
    public void Text_and_ratings_that_say_the_opposite_are_a_contradiction(double text, int nps) =>
        Assert.Equal(new Contradiction(Sentiment.FromScore(text), FeedbackUnderstanding.OfRatings(new(nps, null, null))!.Value),
            Of(text, new(nps, null, null)).Contradiction);

    [Theory]
    [InlineData(0.3, 10)]
    [InlineData(-0.3, 0)]
    [InlineData(0, 0)]
    [InlineData(-0.3, 7)]
    [InlineData(0.049, 0)]
    public void Text_and_ratings_that_agree_or_of_which_one_is_neutral_are_none(double text, int nps) =>
        Assert.Null(Of(text, new(nps, null, null)).Contradiction);

    [Fact]
    public void Ratings_that_cancel_out_contradict_nothing() => Assert.Null(Of(-0.3, new(9, 2, null)).Contradiction);

    [Fact]
    public void A_text_without_ratings_contradicts_nothing() => Assert.Null(Of(-0.3, null).Contradiction);

    private static FeedbackAnalysis Of(double score, Ratings? ratings) =>
        FeedbackUnderstanding.Of(Record with { Ratings = ratings }, Analysis(score), "test/1");

    private static TextAnalysis Analysis(double score) => new("en", Sentiment.FromScore(score), [new(new(0, Text.Length), Sentiment.FromScore(score))], []);
}

using Feedback.Core.Language;
using Feedback.Core.Records;

namespace Feedback.Core.Tests.Language;

public class OpinionTests
{
    [Fact]
    public void The_house_example_gives_three_opinions() =>
        Assert.Equal(
            ["staff: Nice, Positive", "-: billed twice, Negative", "refund: took six weeks, Negative"],
            Reading.Opinions("Nice staff, but I was billed twice and the refund took six weeks."));

    [Fact]
    public void The_clause_is_what_the_theme_is_looked_for_in()
    {
        const string text = "Nice staff, but I was billed twice and the refund took six weeks.";
        Assert.Equal(["Nice staff", "but I was billed twice", "and the refund took six weeks."], Reading.Of(text).Opinions.Select(o => o.Clause.Of(text)));
    }

    [Fact]
    public void An_adjective_is_said_of_the_noun_behind_it() =>
        Assert.Equal(["customer service: Terrible, Negative"], Reading.Opinions("Terrible customer service."));

    [Fact]
    public void A_predicate_is_said_of_its_subject() => Assert.Equal(["dress: beautiful, Positive"], Reading.Opinions("The dress is beautiful."));

    [Fact]
    public void The_object_of_a_feeling_is_its_target() => Assert.Equal(["fabric: love, Positive"], Reading.Opinions("I love the fabric."));

    [Fact]
    public void A_feeling_may_come_with_a_preposition() =>
        Assert.Equal(["quality: disappointed, Negative"], Reading.Opinions("I was disappointed with the quality."));

    [Fact]
    public void A_verb_can_be_the_assessment() => Assert.Equal(["zip: broke, Negative"], Reading.Opinions("The zip broke on Monday."));

    [Fact]
    public void A_noun_phrase_with_of_is_one_target() =>
        Assert.Equal(["quality of the fabric: poor, Negative"], Reading.Opinions("The quality of the fabric is poor."));

    [Fact]
    public void A_place_is_not_taken_for_the_target() => Assert.Equal(["delivery: late, Negative"], Reading.Opinions("The delivery to my house was late."));

    [Fact]
    public void Trouble_is_said_of_the_word_before_it() => Assert.Equal(["billing: error, Negative"], Reading.Opinions("There was a billing error."));

    [Fact]
    public void What_names_nothing_has_no_target() => Assert.Equal(["-: overcharged, Negative"], Reading.Opinions("I was overcharged."));

    [Fact]
    public void An_assessment_takes_its_intensifier_along() => Assert.Equal(["bread: very good, Positive"], Reading.Opinions("The bread was very good."));

    [Fact]
    public void An_assessment_takes_its_denial_along() => Assert.Equal(["bread: not good, Negative"], Reading.Opinions("The bread is not good."));

    [Fact]
    public void Joined_adjectives_are_one_assessment() =>
        Assert.Equal(["staff: Friendly and helpful, Positive"], Reading.Opinions("Friendly and helpful staff."));

    [Fact]
    public void Commas_part_opinions() =>
        Assert.Equal(["food: Great, Positive", "service: slow, Negative"], Reading.Opinions("Great food, slow service."));

    [Theory]
    [InlineData("Pretty, vibrant colors!", "colors: Pretty, vibrant, Positive")]
    [InlineData("It has a cheap, lackluster fabric.", "fabric: cheap, lackluster, Negative")]
    public void A_comma_between_adjectives_of_one_noun_parts_none(string text, string opinion) => Assert.Equal([opinion], Reading.Opinions(text));

    [Fact]
    public void Soft_and_something_else_are_two() => Assert.Equal(2, Reading.Opinions("So soft and the pink is such a sweet shade.").Length);

    [Fact]
    public void So_behind_a_verb_of_being_parts_nothing()
    {
        const string text = "These are so easy to get on and off.";
        Assert.Equal(text, Assert.Single(Reading.Of(text).Opinions).Clause.Of(text));
    }

    [Fact]
    public void A_semicolon_parts_opinions() =>
        Assert.Equal(["food: great, Positive", "room: filthy, Negative"], Reading.Opinions("The food is great; the room is filthy."));

    [Fact]
    public void And_with_a_new_subject_parts_opinions() =>
        Assert.Equal(["food: great, Positive", "room: lovely, Positive"], Reading.Opinions("The food is great and the room is lovely."));

    [Fact]
    public void A_contrast_does_not_weaken_the_opinion_before_it() =>
        Assert.Equal(Reading.Of("Nice staff.").Opinions[0].Sentiment, Reading.Of("Nice staff, but the refund took six weeks.").Opinions[0].Sentiment);

    [Fact]
    public void A_clause_without_sentiment_gives_no_opinion() => Assert.Empty(Reading.Opinions("I ordered two shirts on Monday."));

    [Fact]
    public void Spans_count_UTF16_units_behind_emoji_and_accents() =>
        Assert.Equal(["crème brûlée: delicious, Positive"], Reading.Opinions("👩‍👩‍👧 𝒽i: the crème brûlée was delicious."));

    [Fact]
    public void Combining_marks_belong_to_their_word() =>
        Assert.Equal(["cafe\u0301: lovely, Positive"], Reading.Opinions("The cafe\u0301 was lovely."));

    [Fact]
    public void No_text_gives_more_than_the_most_opinions() =>
        Assert.Equal(BuiltInLanguageAnalysis.MostOpinions, Reading.Opinions(string.Concat(Enumerable.Repeat("The food was good. ", 50))).Length);

    [Theory]
    [InlineData("What do I do if I have been charged twice?")]
    [InlineData("Do you know why my card won't work?")]
    [InlineData("The refund isn't appearing in my account.")]
    [InlineData("A duplicated payment was made for something.")]
    public void A_fault_is_one_whatever_is_asked_about_it(string text) => Assert.Equal(SentimentLabel.Negative, Reading.Of(text).Opinions[0].Sentiment.Label);
}

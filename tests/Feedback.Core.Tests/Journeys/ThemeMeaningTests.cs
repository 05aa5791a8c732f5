using Feedback.Core.Journeys;
using Feedback.Core.Language.Meaning;
using Feedback.Core.Records;

namespace Feedback.Core.Tests.Journeys;

/// <summary>Opinions are mapped by what they mean, where they use none of the journey's words.</summary>
public sealed class ThemeMeaningTests
{
    private static readonly OpinionMapper Words = new(Definitions.Shipped("retail"));
    private static readonly OpinionMapper Meaning = new(Definitions.Shipped("retail"), StaticEmbedding.Instance);

    [Theory]
    [InlineData("I could not get into my account", "account-access")]
    [InlineData("I want my money given back", "refund")]
    [InlineData("my email inbox is full of your ads", "newsletter")]
    public void A_clause_that_names_none_of_a_theme_s_words_is_mapped_by_its_meaning(string text, string theme)
    {
        Assert.Null(Words.Map(text, All(text), "service").CountedTheme);

        var place = Meaning.Map(text, All(text), "service");

        Assert.Equal((theme, MappingReason.ThemeMeaning), (place.CountedTheme, place.Reason));
        Assert.InRange(place.Confidence, 0.2, 0.6);
    }

    [Theory]
    [InlineData("I still haven't received my jacket after two weeks", "delivery-time")]
    [InlineData("why have i not got my coat?", "delivery-time")]
    [InlineData("this suit hugs you in all the right places and actually supports", "cut-shape")]
    [InlineData("it hits in all the wrong places.", "cut-shape")]
    [InlineData("My card was rejected", "payment-method")]
    [InlineData("fun and flirty", "style-design")]
    public void What_customers_of_a_shop_say_plainly_finds_its_theme(string text, string theme) =>
        Assert.Equal(theme, Meaning.Map(text, All(text), "web").CountedTheme);

    [Theory]
    [InlineData("asdf qwer")]
    [InlineData("...")]
    [InlineData("thank you so much")]
    [InlineData("I absolutely love it")]
    [InlineData("never again")]
    [InlineData("the elephant sleeps beneath the moon")]
    public void A_clause_that_is_near_no_theme_stays_without(string text) => Assert.Null(Meaning.Map(text, All(text), "service").CountedTheme);

    [Fact]
    public void A_word_in_another_sense_than_the_theme_s_does_not_map()
    {
        const string text = "she has a short temper and a big mouth";

        Assert.Equal("staff-attitude", Meaning.Map("she has a short temper and was rude", All("she has a short temper and was rude"), "store").Theme);
        Assert.NotEqual("fit-size", Meaning.Map(text, All(text), "store").CountedTheme);
    }

    [Theory]
    [InlineData("it took ages until somebody picked up", "waiting-time")]
    [InlineData("the people there could not care less", "unanswered-contact")]
    public void What_is_near_a_theme_but_not_surely_is_shown_as_a_guess_and_counts_nowhere(string text, string theme)
    {
        var place = Meaning.Map(text, All(text), "web");

        Assert.Equal((theme, MappingReason.ThemeGuess, "choose"), (place.Theme, place.Reason, place.Stage));
        Assert.Null(place.CountedTheme);
    }

    [Fact]
    public void What_means_no_more_than_a_turn_of_phrase_is_about_no_theme()
    {
        const string text = "thanks a lot retailer!";
        var without = new OpinionMapper(Meaning.Definition with { Sayings = [] }, StaticEmbedding.Instance);

        Assert.Equal("store-experience", without.Map(text, All(text), "web").Theme);
        Assert.Null(Meaning.Map(text, All(text), "web").Theme);
    }

    [Fact]
    public void A_text_that_is_asked_for_several_opinions_gives_the_same_places()
    {
        const string text = "The parcel took forever. The zip broke at once.";
        var shared = new TextMeaning(StaticEmbedding.Instance, text);
        var clause = new Opinion(null, null, new(25, 22), Sentiment.Neutral);

        Assert.Equal(Meaning.Map(text, clause, "web"), Meaning.Map(text, clause, "web", shared));
        Assert.Equal(Meaning.Map(text, clause, "web"), Meaning.Map(text, clause, "web", shared));
    }

    [Fact]
    public void A_journey_with_one_theme_goes_by_its_words()
    {
        var json = Definitions.Shop();
        while (json["themes"]!.AsArray().Count > 1)
            json["themes"]!.AsArray().RemoveAt(1);
        var mapper = new OpinionMapper(Definitions.Read(json), StaticEmbedding.Instance);

        Assert.Equal(MappingReason.ThemeTerm, mapper.Map("nice staff", All("nice staff"), "store").Reason);
        Assert.Null(mapper.Map("nice people", All("nice people"), "store").Theme);
    }

    private static Opinion All(string text) => new(null, null, new(0, text.Length), Sentiment.Neutral);
}

using System.Text.Json;
using Feedback.Core.Journeys;
using Feedback.Core.Records;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Journeys;

public sealed class OpinionMapperTests
{
    private static readonly OpinionMapper Shop = new(Definitions.Read(Definitions.Shop()));
    private static readonly OpinionMapper Retail = new(Definitions.Shipped("retail"));
    private static readonly OpinionMapper Subscription = new(Definitions.Shipped("subscription"));

    [Fact]
    public void A_phrase_in_the_clause_gives_theme_stage_and_owner() =>
        Assert.Equal(new("pay", "invoice-error", "billing", MappingReason.ThemePhrase, 0.9),
            Shop.Map("I was charged twice", All("I was charged twice"), "store"));

    [Fact]
    public void A_term_in_the_clause_gives_the_theme_with_less_confidence() =>
        Assert.Equal(new("pay", "invoice-error", "billing", MappingReason.ThemeTerm, 0.75), Shop.Map("the bill is odd", All("the bill is odd"), "store"));

    [Fact]
    public void A_theme_without_a_stage_belongs_to_the_usual_stage_of_where_it_is_heard() =>
        Assert.Equal(new("pay", "staff-attitude", "store", MappingReason.ThemeTerm, 0.75), Shop.Map("nice staff", All("nice staff"), "billing"));

    [Fact]
    public void A_theme_without_a_stage_heard_where_no_stage_is_usual_keeps_its_theme_and_owner() =>
        Assert.Equal(new(MappedOpinion.Unmapped, "staff-attitude", "store", MappingReason.ThemeTerm, 0.75), Shop.Map("nice staff", All("nice staff"), "web"));

    [Fact]
    public void Without_a_theme_the_touchpoint_tells_the_stage_and_the_stage_its_owner() =>
        Assert.Equal(new("buy", null, "store", MappingReason.TouchpointStage, 0.3), Shop.Map("lovely", All("lovely"), "store"));

    [Theory]
    [InlineData("web")]
    [InlineData("delivery")]
    [InlineData("the moon")]
    public void Without_a_theme_and_a_usual_stage_it_is_unmapped(string touchpoint) =>
        Assert.Equal(new(MappedOpinion.Unmapped, null, null, MappingReason.Unmapped, 0), Shop.Map("lovely", All("lovely"), touchpoint));

    [Theory]
    [InlineData("nice staff, but I was charged twice", 0, 10, "staff-attitude")]
    [InlineData("nice staff, but I was charged twice", 12, 99, "invoice-error")]
    [InlineData("nice staff, but I was charged twice", 0, 4, null)]
    public void The_words_of_a_stretch_alone_name_a_theme(string text, int start, int length, string? theme) =>
        Assert.Equal(theme is null ? null : new Topic(theme, "pay"), Shop.Named(text, new(start, length), "billing"));

    [Fact]
    public void A_rating_without_words_belongs_to_the_usual_stage() =>
        Assert.Equal(new("pay", null, "billing", MappingReason.TouchpointStage, 0.3), Shop.Map(null, null, "billing"));

    [Fact]
    public void A_text_without_an_opinion_belongs_to_the_usual_stage() =>
        Assert.Equal(MappingReason.TouchpointStage, Shop.Map("I was charged twice", null, "billing").Reason);

    [Fact]
    public void An_opinion_without_a_text_belongs_to_the_usual_stage() =>
        Assert.Equal(MappingReason.TouchpointStage, Shop.Map(null, All("charged twice"), "billing").Reason);

    [Theory]
    [InlineData("BILLED!", "invoice-error")]
    [InlineData("so many bills", "invoice-error")]
    [InlineData("billing", "invoice-error")]
    [InlineData("the colors", "invoice-error")]
    [InlineData("a coloured one", "invoice-error")]
    [InlineData("deliveries", "delivery-time")]
    [InlineData("it hasn't arrived", "delivery-time")]
    [InlineData("it hasn’t arrived", "delivery-time")]
    [InlineData("it has not yet come", null)]
    [InlineData("they will charge me for it twice", "invoice-error")]
    [InlineData("the staff's fault", "staff-attitude")]
    [InlineData("billboard", null)]
    public void Case_inflection_spelling_small_words_and_the_way_of_negating_do_not_matter(string text, string? theme) =>
        Assert.Equal(theme, Shop.Map(text, All(text), "store").Theme);

    [Theory]
    [InlineData("I was charged. Twice I called")]
    [InlineData("I was charged, twice, they say")]
    [InlineData("charged once and then twice")]
    [InlineData("twice charged")]
    public void A_phrase_is_neighbouring_words_in_order_within_one_stretch_of_punctuation(string text) => Assert.Null(Shop.Map(text, All(text), "store").Theme);

    [Fact]
    public void A_phrase_outweighs_a_term() =>
        Assert.Equal("invoice-error", Shop.Map("the delivery was charged twice", All("the delivery was charged twice"), "store").Theme);

    [Fact]
    public void What_stands_within_a_longer_phrase_is_not_found_itself() =>
        Assert.Equal(0.9, Shop.Map("my gift card was charged", All("my gift card was charged"), "store").Confidence);

    [Fact]
    public void A_broken_off_phrase_gives_way_to_the_one_that_begins_inside_it()
    {
        const string text = "the gift card was not arrived";

        Assert.Equal("delivery-time", Shop.Map(text, All(text), "store").Theme);
    }

    [Fact]
    public void The_target_weighs_more_than_the_rest_of_the_clause()
    {
        const string text = "the staff said the delivery is slow";

        Assert.Equal("delivery-time", Shop.Map(text, Of(text, "the delivery", "slow"), "store").Theme);
        Assert.Equal("staff-attitude", Shop.Map(text, Of(text, "The staff", "said"), "store").Theme);
    }

    [Fact]
    public void The_assessment_weighs_more_than_the_rest_of_the_clause()
    {
        const string text = "the staff was busy with a delivery";

        Assert.Equal("delivery-time", Shop.Map(text, Of(text, "was", "busy with a delivery"), "store").Theme);
    }

    [Fact]
    public void Of_two_themes_as_heavy_the_one_named_first_wins() =>
        Assert.Equal("staff-attitude", Shop.Map("staff delivery", All("staff delivery"), "store").Theme);

    [Fact]
    public void Confidence_falls_with_the_share_of_the_evidence() => Assert.Equal(0.375, Shop.Map("staff delivery", All("staff delivery"), "store").Confidence);

    [Fact]
    public void Only_the_clause_counts_when_it_names_a_theme()
    {
        const string text = "I was charged twice but the staff was nice.";

        Assert.Equal("staff-attitude", Shop.Map(text, Clause(text, "the staff was nice"), "store").Theme);
    }

    [Fact]
    public void A_clause_without_a_theme_shows_the_one_of_its_sentence_and_stays_at_its_touchpoint()
    {
        const string text = "The delivery was late, a shame. Staff: fine.";

        Assert.Equal(new("buy", "delivery-time", "store", MappingReason.ThemeInText, 0.5), Shop.Map(text, Clause(text, "a shame"), "store"));
    }

    [Fact]
    public void What_only_the_text_around_says_counts_towards_no_theme()
    {
        const string text = "The delivery was late, a shame. Staff: fine.";

        Assert.Null(Shop.Map(text, Clause(text, "a shame"), "store").CountedTheme);
        Assert.Equal("delivery-time", Shop.Map(text, Clause(text, "The delivery was late"), "store").CountedTheme);
    }

    [Theory]
    [InlineData("The delivery was late, which is bad. Staff: fine.", "which is bad", "delivery-time")]
    [InlineData("My bill was wrong and it is terrible.", "and it is terrible", "invoice-error")]
    [InlineData("The staff lost my bill and it is terrible.", "and it is terrible", null)]
    [InlineData("My bill was wrong. It is terrible.", "It is terrible.", null)]
    [InlineData("My bill was wrong and this is terrible.", "and this is terrible", "invoice-error")]
    [InlineData("My bill was wrong, and this top is terrible.", "and this top is terrible", null)]
    public void It_is_what_the_sentence_is_about_when_that_is_one_theme(string text, string clause, string? theme) =>
        Assert.Equal(theme, Shop.Map(text, Clause(text, clause), "store").CountedTheme);

    [Theory]
    [InlineData("the people at the desk were kind", "staff-attitude")]
    [InlineData("a woman at one of the desks laughed", "staff-attitude")]
    [InlineData("I read it at my desk", null)]
    public void A_term_with_other_meanings_counts_near_its_words_only(string text, string? theme) =>
        Assert.Equal(theme, Shop.Map(text, All(text), "store").Theme);

    [Theory]
    [InlineData("my new coat fits the bill", null)]
    [InlineData("the bill was wrong", "invoice-error")]
    [InlineData("the staff fits the bill", "staff-attitude")]
    public void The_words_of_a_turn_of_phrase_name_no_theme(string text, string? theme) => Assert.Equal(theme, Shop.Map(text, All(text), "store").Theme);

    [Theory]
    [InlineData("I own three such tights", null)]
    [InlineData("it is tight here", "fit-size")]
    public void A_word_that_is_only_used_in_the_plural_is_not_the_word_without_its_ending(string text, string? theme) =>
        Assert.Equal(theme, Retail.Map(text, All(text), "web").CountedTheme);

    [Fact]
    public void A_sentence_without_a_theme_takes_the_one_of_a_short_text()
    {
        const string text = "The delivery was late. That is bad.";

        Assert.Equal("delivery-time", Shop.Map(text, Clause(text, "That is bad."), "store").Theme);
    }

    [Theory]
    [InlineData("The delivery was late. ", "delivery-time")]
    [InlineData("The delivery was late. The staff was rude. ", null)]
    public void A_sentence_without_a_theme_takes_the_one_of_a_long_text_only_when_there_is_no_other(string beginning, string? theme)
    {
        var text = beginning + string.Concat(Enumerable.Repeat("Nothing else happened. ", 10)) + "That is bad.";

        Assert.Equal(theme, Shop.Map(text, Clause(text, "That is bad."), "store").Theme);
    }

    [Theory]
    [InlineData(-5, 100)]
    [InlineData(3, int.MaxValue)]
    [InlineData(1000, 5)]
    [InlineData(0, -1)]
    [InlineData(int.MinValue, int.MaxValue)]
    public void Spans_that_reach_out_of_the_text_are_cut(int start, int length) =>
        Assert.NotNull(Shop.Map("the bill.", new Opinion(new(start, length), new(start, length), new(start, length), Sentiment.Neutral), "store"));

    [Fact]
    public void The_touchpoint_s_silo_hears() => Assert.Equal("billing", Shop.HeardBy("billing"));

    [Fact]
    public void Nobody_known_hears_at_a_touchpoint_that_the_journey_does_not_list() => Assert.Equal("unknown", Shop.HeardBy("delivery"));

    [Theory]
    [InlineData("Nice staff", "staff-attitude", "store", "buy")]
    [InlineData("but I was billed twice", "invoice-error", "billing", "pay")]
    [InlineData("and the refund took six weeks.", "refund", "billing", "return")]
    public void The_example_of_the_house_is_laid_on_three_themes(string clause, string theme, string owner, string stage)
    {
        const string text = "Nice staff, but I was billed twice and the refund took six weeks.";

        var mapped = Retail.Map(text, Clause(text, clause), "store");

        Assert.Equal((theme, owner, stage), (mapped.Theme, mapped.Owner, mapped.Stage));
    }

    [Theory]
    [InlineData("web", "The color is nothing like the picture", "photo-mismatch", "marketing")]
    [InlineData("product", "it runs small in the shoulders", "fit-size", "product")]
    [InlineData("service", "my parcel still has not arrived", "delivery-time", "logistics")]
    [InlineData("store", "I am still waiting for my money back", "refund", "billing")]
    [InlineData("billing", "I called several times and nobody called me back", "unanswered-contact", "service")]
    [InlineData("service", "They charged a late fee although I paid on time", "fees-interest", "billing")]
    public void What_is_heard_in_one_silo_is_laid_on_the_one_that_can_mend_it(string touchpoint, string text, string theme, string owner)
    {
        var mapped = Retail.Map(text, All(text), touchpoint);

        Assert.Equal((theme, owner), (mapped.Theme, mapped.Owner));
    }

    [Theory]
    [InlineData("When will my card arrive?", "card-arrival")]
    [InlineData("I was charged two times for the same thing", "billing-error")]
    [InlineData("the exchange rate is wrong", "exchange-rate")]
    [InlineData("I forgot my passcode", "pin-password")]
    [InlineData("there is a payment I did not make", "fraud")]
    public void The_subscription_journey_understands_a_bank_s_customers(string text, string theme) =>
        Assert.Equal(theme, Subscription.Map(text, All(text), "service").Theme);

    [Theory]
    [InlineData("retail")]
    [InlineData("subscription")]
    [InlineData("complaints")]
    public void Each_term_and_phrase_of_a_shipped_definition_finds_its_own_theme(string id)
    {
        var mapper = new OpinionMapper(Definitions.Shipped(id));

        foreach (var theme in mapper.Definition.Themes)
        {
            foreach (var words in theme.Terms.Concat(theme.Phrases))
                Assert.Equal((words, theme.Id), (words, mapper.Map(words, All(words), "service").Theme));
        }
    }

    [Theory]
    [InlineData(MappingReason.ThemePhrase, "\"theme-phrase\"")]
    [InlineData(MappingReason.ThemeTerm, "\"theme-term\"")]
    [InlineData(MappingReason.ThemeInText, "\"theme-in-text\"")]
    [InlineData(MappingReason.ThemeGuess, "\"theme-guess\"")]
    [InlineData(MappingReason.TouchpointStage, "\"touchpoint-stage\"")]
    [InlineData(MappingReason.Unmapped, "\"unmapped\"")]
    public void A_reason_is_written_in_words(MappingReason reason, string json) => Assert.Equal(json, JsonSerializer.Serialize(reason));

    [Fact]
    public void Whatever_the_text_and_the_spans_mapping_never_throws_and_stays_on_the_journey() =>
        Prop.ForAll<string, (int, int), ((int, int), (int, int))>((text, clause, spans) =>
        {
            var (target, assessment) = spans;
            text = (text ?? "") + " staff's BILLED-twice \ud800 ’t n't charged";
            var mapped = Shop.Map(text, new(new(target.Item1, target.Item2), new(assessment.Item1, assessment.Item2), new(clause.Item1, clause.Item2),
                Sentiment.Neutral), "store");
            return mapped.Confidence is >= 0 and <= 1 && Shop.Definition.Stages.Any(stage => stage.Id == mapped.Stage);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_opinion_is_always_laid_on_the_same_place() =>
        Prop.ForAll(Sentences, text => Retail.Map(text, All(text), "store") == new OpinionMapper(Definitions.Shipped("retail")).Map(text, All(text), "store"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void Letter_case_never_changes_the_place() =>
        Prop.ForAll(Sentences, text => Retail.Map(text, All(text), "store") == Retail.Map(text.ToUpperInvariant(), All(text), "store"))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_number_of_threads_may_map_at_once()
    {
        const string text = "Nice staff, but I was billed twice and the refund took six weeks.";
        var expected = Retail.Map(text, All(text), "store");

        Parallel.For(0, 2000, _ => Assert.Equal(expected, Retail.Map(text, All(text), "store")));
    }

    [Fact]
    public void A_word_of_ten_thousand_letters_is_passed()
    {
        var text = new string('a', 10_000) + " bill";

        Assert.Equal("invoice-error", Shop.Map(text, All(text), "store").Theme);
    }

    [Fact]
    public void A_text_of_ten_thousand_words_of_one_theme_is_of_that_theme()
    {
        var text = string.Concat(Enumerable.Repeat("bill ", 10_000));

        Assert.Equal(new("pay", "invoice-error", "billing", MappingReason.ThemeTerm, 0.75), Shop.Map(text, All(text), "store"));
    }

    private static Arbitrary<string> Sentences { get; } = Gen.Elements(
            Definitions.Shipped("retail").Themes.SelectMany(theme => theme.Terms.Concat(theme.Phrases)).Concat(["the", "not", ",", ".", "was", "isn't", "very"])
                .ToArray())
        .ListOf().Select(words => string.Join(' ', words)).ToArbitrary();

    private static Opinion All(string text) => new(null, null, new(0, text.Length), Sentiment.Neutral);

    private static Opinion Clause(string text, string clause) => new(null, null, Span(text, clause)!.Value, Sentiment.Neutral);

    private static Opinion Of(string text, string target, string assessment) =>
        new(Span(text, target), Span(text, assessment), new(0, text.Length), Sentiment.Neutral);

    private static TextSpan? Span(string text, string part) => new(text.IndexOf(part, StringComparison.OrdinalIgnoreCase), part.Length);
}

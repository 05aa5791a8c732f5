namespace Feedback.Core.Tests.Language;

public class SentenceTests
{
    [Fact]
    public void A_full_stop_ends_a_sentence() =>
        Assert.Equal(["The fit is great.", "the colour is not."], Reading.Sentences("The fit is great. the colour is not."));

    [Fact]
    public void A_title_does_not_end_a_sentence() =>
        Assert.Equal(["I spoke to Mr. Jones.", "He helped."], Reading.Sentences("I spoke to Mr. Jones. He helped."));

    [Fact]
    public void Letters_with_full_stops_do_not_end_a_sentence() =>
        Assert.Equal(["Bring a card, e.g. a debit card."], Reading.Sentences("Bring a card, e.g. a debit card."));

    [Fact]
    public void An_initial_does_not_end_a_sentence() =>
        Assert.Equal(["Thanks to J. Smith."], Reading.Sentences("Thanks to J. Smith."));

    [Fact]
    public void A_decimal_does_not_end_a_sentence() =>
        Assert.Equal(["It cost $4.50 more.", "Why?"], Reading.Sentences("It cost $4.50 more. Why?"));

    [Fact]
    public void An_ellipsis_within_a_thought_does_not_end_a_sentence() =>
        Assert.Equal(["I waited... and waited.", "Then I left."], Reading.Sentences("I waited... and waited. Then I left."));

    [Fact]
    public void An_ellipsis_before_a_capital_ends_a_sentence() =>
        Assert.Equal(["I waited…", "Nobody came."], Reading.Sentences("I waited… Nobody came."));

    [Fact]
    public void A_forgotten_space_still_ends_a_sentence() =>
        Assert.Equal(["Lovely fabric.", "The fit is off."], Reading.Sentences("Lovely fabric.The fit is off."));

    [Fact]
    public void The_name_of_a_web_site_is_not_cut() =>
        Assert.Equal(["I ordered at shop.example yesterday."], Reading.Sentences("I ordered at shop.example yesterday."));

    [Fact]
    public void Repeated_marks_end_one_sentence() =>
        Assert.Equal(["Really?!!", "Yes."], Reading.Sentences("Really?!! Yes."));

    [Fact]
    public void A_closing_quotation_mark_stays_with_its_sentence() =>
        Assert.Equal(["She said \"no.\"", "I left."], Reading.Sentences("She said \"no.\" I left."));

    [Fact]
    public void An_emoji_behind_a_full_stop_stays_with_its_sentence() =>
        Assert.Equal(["It broke. 😡", "I want a refund."], Reading.Sentences("It broke. 😡 I want a refund."));

    [Fact]
    public void An_emoji_before_a_capital_ends_a_sentence() =>
        Assert.Equal(["Love this shop 😍", "Will be back."], Reading.Sentences("Love this shop 😍 Will be back."));

    [Fact]
    public void An_empty_line_ends_a_sentence() =>
        Assert.Equal(["good shoes", "bad laces"], Reading.Sentences("good shoes\r\n\r\nbad laces"));

    [Fact]
    public void A_line_that_begins_with_a_capital_begins_a_sentence() =>
        Assert.Equal(["Good shoes", "Bad laces"], Reading.Sentences("Good shoes\nBad laces"));

    [Fact]
    public void A_wrapped_line_goes_on() =>
        Assert.Equal(["The shoes that I bought\nfell apart."], Reading.Sentences("The shoes that I bought\nfell apart."));

    [Fact]
    public void A_text_without_words_has_no_sentences() => Assert.Empty(Reading.Sentences(" \n\t "));
}

namespace Feedback.Core.Tests.Language;

/// <summary>What an opinion is said of, where the clause says only "it", or names what nobody sells.</summary>
public class TopicTests
{
    [Fact]
    public void It_is_the_thing_and_not_the_size_that_was_ordered() =>
        Assert.Equal(["dress: beautifully, Positive"], Reading.Opinions("I bought this dress. I took a size 2. It's beautifully made."));

    [Fact]
    public void It_is_the_part_that_was_liked_where_no_thing_is_named() =>
        Assert.Equal("fabric: comfortable, Positive", Reading.Opinions("I love this fabric, and it is comfortable.")[^1]);

    [Fact]
    public void It_is_the_thing_behind_a_part_where_one_is_named() =>
        Assert.Equal("jacket: huge, Negative", Reading.Opinions("I love this jacket. The cut is boxy and it is huge.")[^1]);

    [Fact]
    public void It_is_a_part_in_the_sentence_that_speaks_of_the_part() =>
        Assert.Equal(["fabric: thin, Negative", "fabric: cheap, Negative"], Reading.Opinions("The fabric is thin and it feels cheap."));

    [Fact]
    public void A_part_gives_way_to_the_thing_behind_but() =>
        Assert.Equal("jacket: huge, Negative", Reading.Opinions("I love this jacket. The cut is boxy, but this is huge.")[^1]);

    [Fact]
    public void It_is_not_said_of_several() =>
        Assert.Equal(
            ["colors: great, Positive", "dress: versatile, Positive"],
            Reading.Opinions("The dress comes in great colors, but it is versatile enough."));

    [Fact]
    public void A_part_of_the_sentence_before_is_no_target_where_nothing_else_was_named() =>
        Assert.Equal("-: cute, Positive", Reading.Opinions("The fabric is soft. It is cute.")[^1]);

    [Theory]
    [InlineData("It looks great with skinny jeans.", "-: looks great, Positive")]
    [InlineData("This top looks great with jeans.", "top: looks great, Positive")]
    [InlineData("It works great with leggings.", "-: works great, Positive")]
    public void What_something_goes_with_is_no_target(string text, string opinion) => Assert.Equal([opinion], Reading.Opinions(text));

    [Theory]
    [InlineData("For the most part it fits true to size.")]
    [InlineData("I get compliments every time.")]
    public void Times_and_turns_of_phrase_are_no_targets(string text) => Assert.All(Reading.Of(text).Opinions, opinion => Assert.Null(opinion.Target));

    [Theory]
    [InlineData("Pretty peachy pink color.", "color: Pretty, Positive")]
    [InlineData("The straps are a tiny bit too long.", "straps: a tiny bit too long, Negative")]
    public void An_adjective_is_no_target(string text, string opinion) => Assert.Equal([opinion], Reading.Opinions(text));

    [Theory]
    [InlineData("The coloring is way off.", "coloring: way off, Negative")]
    [InlineData("Love this bathing suit.", "bathing suit: Love, Positive")]
    [InlineData("Love the overall look of this dress.", "look: Love, Positive")]
    public void A_noun_in_ing_or_behind_another_word_is_a_target(string text, string opinion) => Assert.Equal([opinion], Reading.Opinions(text));

    [Theory]
    [InlineData("Capital One closed my credit card account without my permission.", "Capital One: without my permission, Negative")]
    [InlineData("This company charged my card without my consent.", "company: without my consent, Negative")]
    public void Who_did_it_is_the_target(string text, string opinion) => Assert.Equal([opinion], Reading.Opinions(text));

    [Theory]
    [InlineData("Love this vest! Runs small.", "vest: Runs small, Negative")]
    [InlineData("Nice shirt. I had to send it back.", "shirt: to send it back, Negative")]
    [InlineData("This is such a cute romper. I took it to Italy with my boots. It still fits.", "romper: still fits, Positive")]
    [InlineData("I wore this dress to a party. It looked like a lampshade. It is pretty.", "dress: pretty, Positive")]
    [InlineData("I bought this top and love it.", "top: love, Positive")]
    public void What_the_text_is_about_is_the_target_where_nothing_is_named(string text, string last) =>
        Assert.Equal(last, Reading.Opinions(text)[^1]);

    [Fact]
    public void What_somebody_else_did_is_not_said_of_the_thing() =>
        Assert.Equal("-: rude, Negative", Reading.Opinions("I ordered this dress. He was rude about it.")[^1]);

    [Theory]
    [InlineData("The small fits perfectly.", "small")]
    [InlineData("I love the pleated back.", "back")]
    [InlineData("I love the idea of this dress.", "dress")]
    [InlineData("I have an error trying to change my address.", "address")]
    public void The_noun_of_the_clause_is_the_target(string text, string target) =>
        Assert.Contains(target, Reading.Of(text).Opinions[0].Target?.Of(text) ?? "-", StringComparison.Ordinal);

    [Theory]
    [InlineData("How do I get an invoice?", "invoice")]
    [InlineData("How long will it take for my payment to go through?", "payment")]
    public void A_text_without_an_opinion_says_what_it_speaks_of(string text, string topic) => Assert.Equal(topic, Reading.Of(text).Topic?.Of(text));

    [Theory]
    [InlineData("This dress is beautiful. But I just couldn't resist.", "dress")]
    [InlineData("Lots of compliments. I ordered this dress in a size 6.", "dress")]
    [InlineData("This top is great. I only wish it was a little longer.", "top")]
    public void What_names_nothing_is_said_of_what_the_text_is_about(string text, string target) =>
        Assert.All(Reading.Of(text).Opinions, opinion => Assert.Equal(target, opinion.Target?.Of(text)));

    [Theory]
    [InlineData("This tank is cute. It pairs well with jeans and a cute casual jacket.", "tank")]
    [InlineData("The fabric is very thin and more like a pajama top.", "fabric")]
    [InlineData("I love these jeans. It's easy to cut them down.", "jeans")]
    [InlineData("The recent scoop tanks I purchased were thin.", "scoop tanks")]
    [InlineData("This top is cute, and that is a nice touch.", "top")]
    public void Only_what_is_spoken_of_is_a_target(string text, string target) =>
        Assert.Equal(target, Reading.Of(text).Opinions[^1].Target?.Of(text));

    [Fact]
    public void A_shop_or_what_is_worn_with_it_is_not_what_a_text_is_about() =>
        Assert.Equal("-: Too sheer, Negative", Reading.Opinions("Too sheer. I had to wear a nude bra.")[0]);

    [Fact]
    public void What_a_customer_feels_is_felt_about_the_thing() =>
        Assert.Equal("jumpsuit: disappointed, Negative", Reading.Opinions("This jumpsuit had so much potential. I'm definitely disappointed.")[^1]);

    [Fact]
    public void A_single_thing_that_is_named_once_is_what_the_text_is_about() =>
        Assert.Equal("sweater: Frumpy, Negative", Reading.Opinions("Frumpy. When I lift my arms, the sweater gets lifted.")[0]);

    [Fact]
    public void An_amount_or_a_place_is_not() =>
        Assert.Equal("-: beautiful, Positive", Reading.Opinions("This is beautiful. It works for the office.")[0]);

    [Fact]
    public void A_t_is_a_shirt() => Assert.Equal("t: soft, Positive", Reading.Opinions("I love this t. It is soft.")[^1]);

    [Fact]
    public void A_thing_before_it_is_still_the_thing() =>
        Assert.StartsWith("tank:", Reading.Opinions("Pilled immediately. The first time I wore this tank it pilled.")[0], StringComparison.Ordinal);
}

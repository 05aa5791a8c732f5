using static Feedback.Core.Records.SentimentLabel;

namespace Feedback.Core.Tests.Language;

/// <summary>What customers say of themselves, of what they had expected or of others is no opinion of what they bought.</summary>
public class AsideTests
{
    [Theory]
    [InlineData("I am a true petite.")]
    [InlineData("I'm a true m in most tops.")]
    [InlineData("I have broad shoulders and no hips.")]
    [InlineData("Since I'm on the shorter side.")]
    [InlineData("I'm thin.")]
    public void A_build_is_no_opinion(string text) => Assert.Empty(Reading.Opinions(text));

    [Theory]
    [InlineData("I usually don't like linen.")]
    [InlineData("I typically love loose dresses.")]
    [InlineData("I tend to dislike belts.")]
    [InlineData("So now I usually stay away from anything clingy.")]
    public void A_habit_is_no_opinion(string text) => Assert.Empty(Reading.Opinions(text));

    [Theory]
    [InlineData("I don't like exposed zippers.")]
    [InlineData("I don't like to go without a bra.")]
    [InlineData("I love flannel shirts.")]
    public void A_taste_is_no_opinion(string text) => Assert.Empty(Reading.Opinions(text));

    [Theory]
    [InlineData("I don't like the zipper.", "zipper: don't like, Negative")]
    [InlineData("I love pockets!", "pockets: love, Positive")]
    [InlineData("I didn't like the fabric.", "fabric: didn't like, Negative")]
    public void What_is_liked_of_this_one_is_an_opinion(string text, string opinion) => Assert.Equal([opinion], Reading.Opinions(text));

    [Theory]
    [InlineData("I'm a bit disappointed.")]
    [InlineData("I am a victim of fraud.")]
    public void To_be_let_down_is_no_build(string text) => Assert.Equal(Negative, Assert.Single(Reading.Of(text).Opinions).Sentiment.Label);

    [Fact]
    public void What_follows_the_build_is_an_opinion() => Assert.NotEmpty(Reading.Opinions("I'm usually a small and the medium is perfect."));

    [Theory]
    [InlineData("I was expecting to love this.")]
    [InlineData("I really hope it keeps its beautiful shape.")]
    [InlineData("I was on the fence about ordering it.")]
    [InlineData("At first I didn't like the skirt.")]
    [InlineData("Get one before it sells out.")]
    public void What_was_expected_or_felt_before_is_no_opinion(string text) => Assert.Empty(Reading.Opinions(text));

    [Theory]
    [InlineData("This would be very pretty on taller girls.")]
    [InlineData("It might be too short for someone tall.")]
    public void Whom_else_it_might_suit_is_neither_good_nor_bad(string text) =>
        Assert.Equal(Neutral, Assert.Single(Reading.Of(text).Opinions).Sentiment.Label);

    [Fact]
    public void To_recommend_it_to_others_is_praise() =>
        Assert.Equal(Positive, Assert.Single(Reading.Of("I would recommend it for a petite person.").Opinions).Sentiment.Label);

    [Theory]
    [InlineData("Can you tell me why my card is not working?")]
    [InlineData("I don't understand why my payment was declined.")]
    public void To_ask_to_be_told_why_is_to_complain(string text) => Assert.Equal(Negative, Assert.Single(Reading.Of(text).Opinions).Sentiment.Label);
}

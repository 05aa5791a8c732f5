using static Feedback.Core.Records.SentimentLabel;

namespace Feedback.Core.Tests.Language;

/// <summary>Only what the customer wrote is read, and places are those of the text as it was posted.</summary>
public class OwnWordsTests
{
    private const string ReplyChain =
        """
        It works now, thank you!

        On Mon, 23 Nov 2026 at 10:02, Help <help@example.com> wrote:
        > We are sorry for the terrible delay with your refund.
        > It was a bad mistake of ours.
        """;

    [Fact]
    public void The_answered_mail_is_not_the_customers() => Assert.Equal(Positive, Reading.Label(ReplyChain));

    [Fact]
    public void The_answered_mail_is_not_the_customers_where_line_breaks_were_lost() =>
        Assert.Equal(Positive, Reading.Label(ReplyChain.ReplaceLineEndings(" ")));

    [Theory]
    [InlineData("> The delivery was terrible.\nAll is well now, I am happy.")]
    [InlineData("I am happy.\n-----Original Message-----\nFrom: Help\nWe are sorry for the terrible delay.")]
    [InlineData("I am happy.\n-- \nTerrible Tours Ltd.")]
    public void Quoted_lines_and_signatures_hold_no_opinion(string text) => Assert.Equal(Positive, Reading.Label(text));

    [Theory]
    [InlineData("The shoe broke.\n\nKind regards,\nAna Best")]
    [InlineData("The shoe broke.\nSent from my lovely phone")]
    [InlineData("The shoe broke.\r\nThanks,\r\nAna")]
    public void A_courteous_closing_is_no_praise(string text) => Assert.Equal(Negative, Reading.Label(text));

    [Fact]
    public void Thanks_that_end_a_text_are_meant() => Assert.Equal(Positive, Reading.Label("It was mended the same day.\nThanks"));

    [Fact]
    public void Entities_are_read_as_what_they_stand_for() =>
        Assert.Equal(Reading.Score("I don't like the \"new\" app"), Reading.Score("I don&#39;t like the &quot;new&quot; app"));

    [Fact]
    public void Tags_are_no_words() => Assert.Equal(["staff: rude, Negative"], Reading.Opinions("<p class=\"great\">The <b>staff</b> was rude.</p>"));

    [Fact]
    public void A_tag_that_begins_a_line_ends_a_sentence() => Assert.Equal(["Lovely shoes", "Bad laces"], Reading.Sentences("Lovely shoes<br/>Bad laces"));

    [Fact]
    public void A_heart_is_no_tag() => Assert.Equal(Positive, Reading.Label("my new shoes <3 and so on >"));

    [Fact]
    public void Places_are_those_of_the_posted_text() =>
        Assert.Equal(["sugar: lovely, Positive"], Reading.Opinions("<i>Hi</i>: the cr&egrave;me &amp; sugar was lovely."));

    [Theory]
    [InlineData("@bestbuy it broke")]
    [InlineData("it broke, write to love@great.example")]
    [InlineData("it broke, see https://great.example/love")]
    [InlineData("[GREAT] it broke")]
    public void Handles_and_addresses_are_no_praise(string text) => Assert.Equal(Negative, Reading.Label(text));

    [Fact]
    public void A_hash_tag_is_read_as_its_word() => Assert.Equal(["shoes: awesome, Positive"], Reading.Opinions("#awesome shoes"));

    [Fact]
    public void A_text_that_is_only_a_quotation_says_nothing() => Assert.Empty(Reading.Opinions("> The delivery was terrible.\n> And late."));
}

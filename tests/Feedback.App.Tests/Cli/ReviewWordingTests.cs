using Feedback.App.Cli.Demo;

namespace Feedback.App.Tests.Cli;

public sealed class ReviewWordingTests
{
    private const string Long = "It is soft and warm and it fits me well. The sleeves are as long as I like them to be, and it washes well.";
    private static readonly DateOnly November = new(2026, 11, 20);

    [Fact]
    public void A_review_is_said_as_it_is()
    {
        Assert.Equal(("Lovely. " + Long, false), ReviewWording.On("Lovely", Long, November));
    }

    [Fact]
    public void What_is_left_of_a_sentence_that_the_publisher_cut_is_left_out()
    {
        var whole = string.Join(' ', Enumerable.Repeat(Long, 5))[..^1] + '.';

        Assert.Equal((whole, true), ReviewWording.On("", whole + " I would have liked", November));
    }

    [Theory]
    [InlineData("I have others from retailer that I love.")]
    [InlineData("My pilcro chinos fit better.")]
    [InlineData("Perfect for summer!")]
    [InlineData("I will wear it this fall and summer.")]
    [InlineData("It is just right for warm weather.")]
    [InlineData("I will wear it in may or april.")]
    public void A_sentence_that_nobody_would_write_here_in_november_is_left_out(string sentence)
    {
        Assert.Equal((Long, true), ReviewWording.On("", $"{Long} {sentence}", November));
    }

    [Theory]
    [InlineData("Perfect for fall!")]
    [InlineData("The sleeves fall right at the wrist.")]
    [InlineData("A gift for christmas.")]
    public void A_sentence_of_the_season_is_said(string sentence)
    {
        Assert.Equal(($"{Long} {sentence}", false), ReviewWording.On("", $"{Long} {sentence}", November));
    }

    [Fact]
    public void What_goes_on_from_a_sentence_that_is_left_out_goes_with_it()
    {
        Assert.Equal((Long, true), ReviewWording.On("", Long + " I have more from retailer. But this is the best.", November));
    }

    [Fact]
    public void The_question_that_a_sentence_answers_which_is_left_out_goes_with_it()
    {
        Assert.Equal((Long, true), ReviewWording.On("", Long + " The answer? Retailer leather jackets!", November));
    }

    [Fact]
    public void A_review_of_which_little_would_be_left_is_not_said()
    {
        Assert.Null(ReviewWording.On("Nice", "It is soft. I will wear it in the summer with sandals, and in the summer after that too.", November));
    }

    [Fact]
    public void A_review_that_begins_with_another_brand_is_not_said()
    {
        Assert.Null(ReviewWording.On("", "I am a pilcro girl. " + Long, November));
    }

    [Fact]
    public void What_a_web_page_wrote_for_a_sign_is_read_as_the_sign()
    {
        Assert.Equal(($"{Long} It's soft.", false), ReviewWording.On("", Long + " It&#39;s soft.", November));
    }

    [Fact]
    public void A_title_with_which_the_review_begins_is_said_once()
    {
        Assert.Equal(("Soft dress! " + Long, false), ReviewWording.On("soft dress", "Soft dress! " + Long, November));
    }
}

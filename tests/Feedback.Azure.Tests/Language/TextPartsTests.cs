using Feedback.Azure.Language;

namespace Feedback.Azure.Tests.Language;

public sealed class TextPartsTests
{
    [Theory]
    [InlineData("One two. Three four.", 12, "One two. |Three four.")]
    [InlineData("One two three four", 12, "One two |three four")]
    [InlineData("Line one\nline two", 12, "Line one\n|line two")]
    [InlineData("很好的店。服务不好", 8, "很好的店。|服务不好")]
    public void A_text_is_cut_where_a_sentence_ends_or_else_a_word(string text, int longest, string parts) =>
        Assert.Equal(parts.Split('|'), TextParts.Split(text, longest).Select(part => part.Of(text)));

    [Fact]
    public void A_text_without_words_is_cut_between_characters_as_readers_see_them()
    {
        const string family = "👩‍👩‍👧";
        var text = string.Concat(Enumerable.Repeat(family, 5));

        Assert.All(TextParts.Split(text, 20), part => Assert.Equal(0, part.Start % family.Length));
    }

    [Fact]
    public void A_character_that_is_longer_than_a_part_is_cut_between_code_points()
    {
        var text = string.Concat(Enumerable.Repeat("👩\u200d", 20));

        var parts = TextParts.Split(text, 7);

        Assert.Equal(text, string.Concat(parts.Select(part => part.Of(text))));
        Assert.All(parts, part => Assert.False(char.IsLowSurrogate(text[part.Start])));
    }
}

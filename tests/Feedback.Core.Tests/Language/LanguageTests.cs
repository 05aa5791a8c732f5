using Feedback.Core.Records;

namespace Feedback.Core.Tests.Language;

public class LanguageTests
{
    [Fact]
    public void English_is_guessed() => Assert.Equal("en", Reading.Of("The delivery was late again.").Language);

    [Fact]
    public void A_short_English_text_is_guessed() => Assert.Equal("en", Reading.Of("Great!").Language);

    [Theory]
    [InlineData("de", "Die Lieferung war super, aber die Rechnung ist falsch.")]
    [InlineData("fr", "Le personnel est très gentil mais la livraison est en retard.")]
    [InlineData("es", "La entrega fue muy lenta y nadie me contesta.")]
    [InlineData("it", "La consegna è stata molto lenta e non risponde nessuno.")]
    [InlineData("nl", "De bezorging was heel erg laat en de doos was kapot.")]
    [InlineData("pt", "A entrega foi muito lenta e não tem ninguém para ajudar.")]
    public void Another_language_is_guessed(string language, string text) => Assert.Equal(language, Reading.Of(text).Language);

    [Fact]
    public void An_unknown_script_is_undetermined() => Assert.Equal("und", Reading.Of("配送がとても遅いです").Language);

    [Fact]
    public void A_text_without_words_is_undetermined() => Assert.Equal("und", Reading.Of("😡😡😡").Language);

    [Fact]
    public void A_named_language_is_kept() => Assert.Equal("en-GB", Reading.Of("Good.", "en-GB").Language);

    [Fact]
    public void A_named_English_text_is_read() => Assert.Equal(SentimentLabel.Positive, Reading.Of("Good.", "en-GB").Sentiment.Label);

    [Fact]
    public void A_named_other_language_is_not_read_as_English() => Assert.Equal(Sentiment.Neutral, Reading.Of("Die war super.", "de").Sentiment);

    [Fact]
    public void A_guessed_other_language_is_neutral() =>
        Assert.Equal(Sentiment.Neutral, Reading.Of("Die Lieferung war super, aber die Rechnung ist falsch.").Sentiment);

    [Fact]
    public void Emoji_count_in_any_language() => Assert.Equal(SentimentLabel.Negative, Reading.Of("Die Lieferung ist nicht da 😡", "de").Sentiment.Label);

    [Fact]
    public void Another_language_has_no_opinions() => Assert.Empty(Reading.Of("Die Lieferung ist nicht da 😡", "de").Opinions);

    [Fact]
    public void Another_language_still_has_sentences() => Assert.Equal(2, Reading.Of("Das ist gut. Das ist nicht gut.", "de").Sentences.Count);
}

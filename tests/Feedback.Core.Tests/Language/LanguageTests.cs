using Feedback.Core.Records;

namespace Feedback.Core.Tests.Language;

public class LanguageTests
{
    [Fact]
    public void English_is_told() => Assert.Equal("en", Reading.Of("The delivery was late again.").Language);

    [Theory]
    [InlineData("ok")]
    [InlineData("great!")]
    [InlineData("Great!")]
    [InlineData("Love it")]
    [InlineData("5 stars")]
    [InlineData("Super!")]
    [InlineData("Excellent service")]
    [InlineData("Not bad")]
    [InlineData("Terrible")]
    [InlineData("cant login")]
    [InlineData("XL fits")]
    [InlineData("Mr. Goodman")]
    [InlineData("Best Buy")]
    [InlineData("iPhone 14 Pro")]
    [InlineData("REF-2291")]
    public void A_short_English_text_is_told(string text) => Assert.Equal("en", Reading.Of(text).Language);

    [Theory]
    [InlineData("de", "Die Lieferung war super, aber die Rechnung ist falsch.")]
    [InlineData("fr", "Le personnel est très gentil mais la livraison est en retard.")]
    [InlineData("es", "La entrega fue muy lenta y nadie me contesta.")]
    [InlineData("it", "La consegna è stata molto lenta e non risponde nessuno.")]
    [InlineData("nl", "De bezorging was heel erg laat en de doos was kapot.")]
    [InlineData("pt", "A entrega foi muito lenta e não tem ninguém para ajudar.")]
    [InlineData("pl", "Paczka przyszła uszkodzona i nikt nie odpowiada.")]
    [InlineData("tr", "Kargo çok geç geldi ve kimse cevap vermiyor.")]
    [InlineData("sv", "Paketet kom sent och ingen svarar i telefonen.")]
    [InlineData("fi", "Paketti saapui myöhässä eikä kukaan vastaa puhelimeen.")]
    [InlineData("cs", "Balíček přišel pozdě a nikdo neodpovídá.")]
    [InlineData("vi", "Giao hàng quá chậm và không ai trả lời.")]
    [InlineData("ja", "配送がとても遅いです")]
    [InlineData("zh", "送货太慢了")]
    [InlineData("ko", "배송이 너무 늦어요")]
    [InlineData("el", "Η παράδοση άργησε πολύ")]
    [InlineData("ru", "Доставка была очень долгой, и никто не отвечает. Вы обещали!")]
    public void Another_language_is_told(string language, string text) => Assert.Equal(language, Reading.Of(text).Language);

    [Theory]
    [InlineData("War super!")]
    [InlineData("Nie wieder")]
    [InlineData("Super Service, danke!")]
    [InlineData("Prima service")]
    [InlineData("Service client nul")]
    [InlineData("No funciona")]
    [InlineData("Molto bello")]
    [InlineData("Nie polecam")]
    [InlineData("Muito bom")]
    [InlineData("Mycket bra service")]
    [InlineData("Nu recomand")]
    public void A_short_text_in_another_language_is_neutral_and_has_no_opinions(string text)
    {
        var read = Reading.Of(text);
        Assert.NotEqual("en", read.Language);
        Assert.Equal(Sentiment.Neutral, read.Sentiment);
        Assert.Empty(read.Opinions);
    }

    [Fact]
    public void What_is_not_English_is_marked_as_not_understood() => Assert.True(Reading.Of("War super!").NotUnderstood);

    [Theory]
    [InlineData("It is great.")]
    [InlineData("😡😡😡")]
    [InlineData("10/10")]
    public void English_and_what_needs_no_words_is_understood(string text) => Assert.False(Reading.Of(text).NotUnderstood);

    [Fact]
    public void A_script_that_several_languages_share_is_undetermined() => Assert.Equal("und", Reading.Of("Много добро качество").Language);

    [Fact]
    public void A_text_without_words_is_undetermined() => Assert.Equal("und", Reading.Of("😡😡😡").Language);

    [Fact]
    public void A_named_language_is_kept() => Assert.Equal("en-GB", Reading.Of("Good.", "en-GB").Language);

    [Fact]
    public void A_named_language_settles_what_could_be_either() => Assert.Equal("de", Reading.Of("Super Service", "de").Language);

    [Fact]
    public void A_named_language_that_is_not_known_here_is_kept() => Assert.Equal("sw", Reading.Of("Huduma nzuri sana", "sw").Language);

    [Fact]
    public void A_German_text_that_is_named_English_is_not_read_as_English() =>
        Assert.Equal("de", Reading.Of("Die Lieferung war super, aber die Rechnung ist falsch.", "en").Language);

    [Fact]
    public void An_English_text_that_is_named_German_is_read_as_English() =>
        Assert.Equal("en", Reading.Of("The delivery was great, but they billed me twice.", "de").Language);

    [Fact]
    public void A_named_English_text_is_read() => Assert.Equal(SentimentLabel.Positive, Reading.Of("Good.", "en-GB").Sentiment.Label);

    [Fact]
    public void A_named_other_language_is_not_read_as_English() => Assert.Equal(Sentiment.Neutral, Reading.Of("Die war super.", "de").Sentiment);

    [Fact]
    public void Emoji_count_in_any_language() => Assert.Equal(SentimentLabel.Negative, Reading.Of("Die Lieferung ist nicht da 😡", "de").Sentiment.Label);

    [Fact]
    public void Another_language_has_no_opinions() => Assert.Empty(Reading.Of("Die Lieferung ist nicht da 😡", "de").Opinions);

    [Fact]
    public void Another_language_still_has_sentences() => Assert.Equal(2, Reading.Of("Das ist gut. Das ist nicht gut.", "de").Sentences.Count);
}

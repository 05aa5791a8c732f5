namespace Feedback.Core.Language.BuiltIn;

/// <summary>
/// Tells which language a text is in: by its script where only one language is told from it, otherwise by what its words are likeliest in.
/// </summary>
internal static class LanguageGuess
{
    public const string English = "en";
    public const string Undetermined = "und";

    // Longer texts have shown their language by then.
    private const int Enough = 60;

    /// <summary>How much likelier, as a natural logarithm, English is before a word is read: most feedback here is.</summary>
    private const float EnglishFirst = 4;

    /// <summary>An English text of some length shows itself; one of another language may be full of English words.</summary>
    private const float EnglishLater = -3;
    private const int FewWords = 5;

    /// <summary>What the source said of the language counts as much as a few words.</summary>
    private const float Named = 10;

    public static bool IsEnglish(string language) =>
        language.Equals(English, StringComparison.OrdinalIgnoreCase) || language.StartsWith("en-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The language of a text: the one that its source named, unless it is surely another.</summary>
    public static string Of(string text, List<Token> tokens, Vocabulary vocabulary, string? named)
    {
        named = string.IsNullOrWhiteSpace(named) ? null : named;
        var model = vocabulary.LanguageModel;
        Span<float> sums = stackalloc float[model.Languages.Length];
        sums.Clear();
        var expected = named is null ? 0 : Place(model, named);
        // A language that the model does not know cannot be doubted by it.
        if (expected < 0) return named!;
        int words = 0, latin = 0, other = 0;
        foreach (var token in tokens)
        {
            if (token.Kind != TokenKind.Word) continue;
            if (++words > Enough) break;
            var word = text.AsSpan(token.Start, token.Length);
            if (Script.IsLatin(word))
            {
                latin += token.Length;
                model.Add(word, token.Entry, (token.Capitalised && words > 1) || token.Shouted, sums);
            }
            else
            {
                other += token.Length;
            }
        }
        if (words == 0) return named ?? Undetermined;
        sums[expected] += named is not null ? Named : words < FewWords ? EnglishFirst : EnglishLater;
        if (other > latin) return Script.LanguageOf(text) ?? (named is null || IsEnglish(named) ? Undetermined : named);
        var best = 0;
        for (var i = 1; i < sums.Length; i++)
        {
            if (sums[i] > sums[best]) best = i;
        }
        return named is not null && best == expected ? named : model.Languages[best];
    }

    private static int Place(LanguageModel model, string named)
    {
        for (var i = 0; i < model.Languages.Length; i++)
        {
            var language = model.Languages[i];
            if (named.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (named.Length == language.Length || named[language.Length] is '-' or '_'))
                return i;
        }
        return -1;
    }
}

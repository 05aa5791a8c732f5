using System.Numerics;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>Guesses the language of a text from its commonest words.</summary>
internal static class LanguageGuess
{
    public const string English = "en";
    public const string Undetermined = "und";

    // Longer texts have shown their language by then.
    private const int Enough = 120;
    private const double LeastCommon = 0.08;
    private const double LeastKnown = 0.2;

    public static bool IsEnglish(string language) =>
        language.Equals(English, StringComparison.OrdinalIgnoreCase) || language.StartsWith("en-", StringComparison.OrdinalIgnoreCase);

    public static string Guess(List<Token> tokens, Vocabulary vocabulary)
    {
        Span<int> common = stackalloc int[vocabulary.Languages.Count];
        common.Clear();
        int words = 0, known = 0;
        foreach (var token in tokens)
        {
            if (token.Kind != TokenKind.Word) continue;
            if (++words > Enough) break;
            if (token.Entry is not { } word) continue;
            if (word.Class != WordClass.None || word.Valence != 0 || word.Boost != 0) known++;
            for (var bits = word.CommonIn; bits != 0; bits &= bits - 1) common[BitOperations.TrailingZeroCount(bits)]++;
        }
        if (words == 0) return Undetermined;
        var best = 0;
        for (var i = 1; i < common.Length; i++)
        {
            if (common[i] > common[best]) best = i;
        }
        // A single word may be shared by chance ("yo", "no"), and so may the odd English-looking word of another language.
        if (best > 0 && common[best] >= Math.Max(known, words > 3 ? 2 : 1)) return vocabulary.Languages[best];
        return common[0] >= words * LeastCommon || known >= words * LeastKnown ? English : Undetermined;
    }
}

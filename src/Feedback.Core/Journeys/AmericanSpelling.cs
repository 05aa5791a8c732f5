using System.Collections.Frozen;

namespace Feedback.Core.Journeys;

/// <summary>
/// Maps British spellings to the American ones, so that "colour" and "color" are one word. The rules need no list of exceptions ("promise" becomes
/// "promize"): what is looked for and what it is looked for in both go through them.
/// </summary>
internal static class AmericanSpelling
{
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Words = new Dictionary<string, string>
    {
        ["aluminium"] = "aluminum",
        ["cosy"] = "cozy",
        ["defence"] = "defense",
        ["grey"] = "gray",
        ["instalment"] = "installment",
        ["instalments"] = "installments",
        ["jewellery"] = "jewelry",
        ["licence"] = "license",
        ["licences"] = "licenses",
        ["offence"] = "offense",
        ["programme"] = "program",
        ["programmes"] = "programs",
        ["pyjama"] = "pajama",
        ["pyjamas"] = "pajamas",
        ["tyre"] = "tire",
        ["tyres"] = "tires",
    }.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] AfterOur = ["", "s", "ed", "ing", "ful", "able", "ite", "ites", "er", "ers"];
    private static readonly string[] AfterIs = ["e", "ed", "es", "ing", "ation", "ations"];

    /// <summary>Turns a word into its American spelling, in place.</summary>
    /// <param name="word">The word in lower case; it never becomes longer by more than two letters, for which <paramref name="room"/> must have room.</param>
    /// <param name="room">The buffer at whose beginning the word stands.</param>
    /// <returns>The new length.</returns>
    public static int Apply(ReadOnlySpan<char> word, Span<char> room)
    {
        if (word.Length < 4)
            return word.Length;
        if (Words.TryGetValue(word, out var american))
        {
            american.CopyTo(room);
            return american.Length;
        }
        var our = word.LastIndexOf("our", StringComparison.Ordinal);
        if (our >= 3 && IsOneOf(word[(our + 3)..], AfterOur))
        {
            word[(our + 3)..].CopyTo(room[(our + 2)..]);
            room[our + 1] = 'r';
            return word.Length - 1;
        }
        var iz = word.LastIndexOf("is", StringComparison.Ordinal);
        if (iz >= 2 && IsOneOf(word[(iz + 2)..], AfterIs))
        {
            room[iz + 1] = 'z';
            return word.Length;
        }
        var end = word[^1] == 's' ? word.Length - 1 : word.Length;
        if (end >= 5 && word[end - 1] == 'e' && word[end - 2] == 'r' && word[end - 3] is 't' or 'b')
        {
            room[end - 1] = 'r';
            room[end - 2] = 'e';
        }
        return word.Length;
    }

    private static bool IsOneOf(ReadOnlySpan<char> ending, string[] endings)
    {
        foreach (var candidate in endings)
        {
            if (ending.SequenceEqual(candidate))
                return true;
        }
        return false;
    }
}

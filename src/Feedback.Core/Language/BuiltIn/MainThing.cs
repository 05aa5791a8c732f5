using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>Finds what a text is about as a whole: the noun that it names most, above all as "this".</summary>
internal static class MainThing
{
    private const WordClass NoThing = WordClass.Time | WordClass.Part | WordClass.Aside | WordClass.Trouble | WordClass.Pronoun | WordClass.Subject
        | WordClass.Preposition | WordClass.Determiner | WordClass.Negation | WordClass.Number;

    private const int Most = 16;
    private const int PrepositionReach = 3;
    private const double AtBeginning = 0.6;
    private const double Generic = 0.3;
    private const double Least = 1.5;

    /// <summary>What a thing must weigh beside which the text names no other.</summary>
    private const double Alone = 1;

    /// <summary>Where the thing is first named; <c>null</c> when the text names none that matters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="beginning">How many of them its beginning has: what stands there, often in a title, matters more.</param>
    public static TextSpan? Find(string text, List<Token> tokens, int beginning)
    {
        Span<(int Token, double Weight)> found = stackalloc (int, double)[Most];
        var count = 0;
        for (var t = 0; t < tokens.Count; t++)
        {
            if (Weight(text, tokens, t) is not (var weight and > 0)) continue;
            var same = 0;
            while (same < count && !IsSame(text, tokens[found[same].Token], tokens[t])) same++;
            if (same == Most) continue;
            if (same == count) found[count++] = (t, 0);
            found[same].Weight += t < beginning ? weight + AtBeginning : weight;
        }
        var best = -1;
        var least = IsNamedAlone(tokens, found[..count]) ? Alone : Least;
        for (var n = 0; n < count; n++)
        {
            if (found[n].Weight >= least && (best < 0 || found[n].Weight > found[best].Weight)) best = n;
        }
        if (best < 0) return null;
        var (from, last) = (found[best].Token, found[best].Token);
        while (from > 0 && tokens[from - 1].Is(WordClass.Noun) && !tokens[from - 1].Is(NoThing | WordClass.Verb)) from--;
        return new(tokens[from].Start, tokens[last].End - tokens[from].Start);
    }

    // "the dress": a thing that is named as one, and no amount and no place.
    private static bool IsNamedAlone(List<Token> tokens, ReadOnlySpan<(int Token, double Weight)> found)
    {
        var named = -1;
        for (var n = 0; n < found.Length; n++)
        {
            if (found[n].Weight < Alone) continue;
            if (named >= 0) return false;
            named = n;
        }
        if (named < 0) return false;
        var t = found[named].Token;
        return t > 0 && tokens[t - 1].Is(WordClass.Determiner) && !IsBehindPreposition(tokens, t)
            && tokens[t].Entry is not (Word { Text: "office" or "variety" or "gift" or "volume" or "interest" or "front" or "back" or "price" }
                or Word { Text: "idea" or "reviews" or "review" or "picture" or "photo" or "model" or "look" or "line" or "claim" });
    }

    private static double Weight(string text, List<Token> tokens, int t)
    {
        var token = tokens[t];
        if (token.Kind != TokenKind.Word || token.Is(NoThing)) return 0;
        var isThis = IsThis(tokens, t);
        var isNamed = isThis || (t > 0 && tokens[t - 1].Is(WordClass.Determiner | WordClass.Adjective) && !tokens[t - 1].Is(WordClass.Negation));
        if (token.Entry is null)
        {
            // "this romper", whatever a romper is.
            var ending = text.AsSpan(token.Start, token.Length);
            return isThis && token.Length > 2 && !ending.EndsWith("ly", StringComparison.OrdinalIgnoreCase)
                && !ending.EndsWith("ed", StringComparison.OrdinalIgnoreCase)
                && !IsNoun(tokens, t + 1) ? 1.5 : 0;
        }
        if (!token.Is(WordClass.Noun) || IsNoun(tokens, t + 1)) return 0;
        // "these work great"
        if (token.Is(WordClass.Verb | WordClass.Copula | WordClass.Adverb | WordClass.Adjective) && !(isNamed && Ends(tokens, t + 1))) return 0;
        // "you can dress it up"
        if (token.Is(WordClass.Verb) && t + 1 < tokens.Count && tokens[t + 1].Entry is Word { Text: "it" or "them" or "up" }) return 0;
        if (IsGeneric(token) || (!isThis && IsWornWith(token))) return Generic;
        var weight = isThis ? 2 : 1;
        return IsBehindPreposition(tokens, t) && !isThis ? 0.4 * weight : weight;
    }

    // "a great piece": whatever it is.
    private static bool IsGeneric(Token token) => token.Entry is Word { Text: "piece" or "pieces" or "item" or "items" or "product" or "products" }
        or Word { Text: "purchase" or "buy" or "find" or "choice" or "one" or "work" };

    // What customers wear beside what they bought, and where they bought it.
    private static bool IsWornWith(Token token) => token.Entry is Word { Text: "bra" or "cami" or "camisole" or "slip" or "scarf" or "belt" or "boots" }
        or Word { Text: "booties" or "heels" or "flats" or "sandals" or "necklace" or "store" or "shop" or "website" or "mirror" };

    private static bool Ends(List<Token> tokens, int t) => t >= tokens.Count || tokens[t].Kind != TokenKind.Word
        || tokens[t].Is(WordClass.Copula | WordClass.Auxiliary | WordClass.Verb | WordClass.Preposition | WordClass.Coordinator | WordClass.Contrast
            | WordClass.Subordinator | WordClass.Subject | WordClass.Time);

    // "this dress", "it is such a cute dress"
    private static bool IsThis(List<Token> tokens, int t)
    {
        if (t > 0 && tokens[t - 1].Entry is Word { Text: "this" or "these" }) return true;
        var i = t - 1;
        while (i > 0 && !tokens[i].Is(WordClass.Copula | WordClass.Preposition) && (tokens[i].Is(WordClass.Determiner | WordClass.Adjective | WordClass.Adverb)
            || tokens[i].Entry is { Valence: not 0 } || tokens[i].Kind == TokenKind.Separator)) i--;
        if (i < 0 || i == t - 1 || !tokens[i].Is(WordClass.Copula) || tokens[i + 1].Entry is Word { Text: "my" or "your" or "their" or "our" }) return false;
        return tokens[i].Entry is Word { Text: "it's" or "they're" } || (i > 0 && tokens[i - 1].Entry is Word { Text: "this" or "these" or "it" or "they" });
    }

    // "delivery address": the last noun names the thing.
    private static bool IsNoun(List<Token> tokens, int t) => t < tokens.Count && tokens[t].Is(WordClass.Noun)
        && !tokens[t].Is(NoThing | WordClass.Verb | WordClass.Copula | WordClass.Adverb);

    // "with jeans", "for my mother's wedding", "like a sack"
    private static bool IsBehindPreposition(List<Token> tokens, int t)
    {
        for (var i = t - 1; i >= 0 && i >= t - PrepositionReach && tokens[i].Kind == TokenKind.Word; i--)
        {
            if (tokens[i].Is(WordClass.Preposition) && !tokens[i].Is(WordClass.Determiner)) return true;
            if (tokens[i].Is(WordClass.Verb | WordClass.Copula | WordClass.Auxiliary)) return false;
        }
        return false;
    }

    private static bool IsSame(string text, Token a, Token b)
    {
        var one = text.AsSpan(a.Start, a.Length).TrimEnd("sS");
        return one.Equals(text.AsSpan(b.Start, b.Length).TrimEnd("sS"), StringComparison.OrdinalIgnoreCase);
    }
}

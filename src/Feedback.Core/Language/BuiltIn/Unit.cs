using System.Runtime.InteropServices;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>A token, or several that make up a known phrase.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Unit
{
    /// <summary>Its first token.</summary>
    public int From;

    /// <summary>The token behind its last.</summary>
    public int To;
    public TokenKind Kind;
    public char Mark;
    public LexicalEntry? Entry;

    /// <summary>What it adds to the sentiment of its clause, after negation and emphasis.</summary>
    public double Score;

    /// <summary>The unit that negates it, or −1.</summary>
    public int NegatedBy;

    public readonly bool IsPhrase => To - From > 1;

    public readonly bool Is(WordClass any) => Entry is not null && Entry.Is(any);

    public readonly double Valence => Entry?.Valence ?? 0;

    public readonly double Boost => Entry?.Boost ?? 0;
}

/// <summary>Joins the tokens of a sentence into units, the longest known phrase first.</summary>
internal static class PhraseMatcher
{
    private const int LongestPhrase = 7;

    public static void Match(List<Token> tokens, Run sentence, Vocabulary vocabulary, List<Unit> units)
    {
        for (var i = sentence.From; i < sentence.To;)
        {
            var token = tokens[i];
            LexicalEntry? entry = token.Entry;
            var to = i + 1;
            Take(token.Entry);
            // "3 days late"
            if (IsNumber(token)) Take(vocabulary.AnyNumber);
            units.Add(new Unit { From = i, To = to, Kind = token.Kind, Mark = token.Mark, Entry = entry, NegatedBy = -1 });
            i = to;

            void Take(LexicalEntry? first)
            {
                if (first?.Continuations is null) return;
                var (phrase, end) = Longest(tokens, first, i + 1, Math.Min(sentence.To, i + LongestPhrase), vocabulary);
                if (phrase is null || end <= to) return;
                entry = phrase;
                to = end;
            }
        }
    }

    private static bool IsNumber(Token token) => token.Kind == TokenKind.Number || token.Is(WordClass.Number);

    private static (PhraseEnd? Phrase, int End) Longest(List<Token> tokens, LexicalEntry entry, int i, int limit, Vocabulary vocabulary)
    {
        (PhraseEnd? Phrase, int End) best = (entry is PhraseEnd { IsPhrase: true } here ? here : null, i);
        if (i >= limit || entry.Continuations is not { } continuations) return best;
        var token = tokens[i];
        if (token.Entry is { } word && continuations.TryGetValue(word, out var exact))
            Better(Longest(tokens, exact, i + 1, limit, vocabulary));
        if (IsNumber(token) && continuations.TryGetValue(vocabulary.AnyNumber, out var number))
            Better(Longest(tokens, number, i + 1, limit, vocabulary));
        if (token.Is(WordClass.Determiner | WordClass.Pronoun) && continuations.TryGetValue(vocabulary.AnyDeterminer, out var determiner))
            Better(Longest(tokens, determiner, i + 1, limit, vocabulary));
        return best;

        void Better((PhraseEnd? Phrase, int End) other)
        {
            if (other.Phrase is not null && (best.Phrase is null || other.End > best.End)) best = other;
        }
    }
}

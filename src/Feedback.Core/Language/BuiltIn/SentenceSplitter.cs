namespace Feedback.Core.Language.BuiltIn;

/// <summary>A run of tokens or units: the first, and the first behind it.</summary>
internal readonly record struct Run(int From, int To)
{
    public int Count => To - From;

    public bool Overlaps(Run other) => From < other.To && other.From < To;
}

/// <summary>Finds where sentences end.</summary>
internal static class SentenceSplitter
{
    // "I ❤ London" is one sentence; "Love this shop 😍 Will be back" is two.
    private const int FewestTokensBeforeEmojiEnd = 3;

    public static void Split(List<Token> tokens, List<Run> sentences)
    {
        var from = 0;
        var i = 0;
        while (i < tokens.Count)
        {
            if (i == from && tokens[i].Kind == TokenKind.LineBreak)
            {
                from = ++i;
                continue;
            }
            if (!EndsAt(tokens, from, i))
            {
                i++;
                continue;
            }
            i++;
            if (tokens[i - 1].Kind != TokenKind.LineBreak) i = Trailing(tokens, i);
            Add(tokens, from, i, sentences);
            from = i;
        }
        Add(tokens, from, tokens.Count, sentences);
    }

    private static void Add(List<Token> tokens, int from, int to, List<Run> sentences)
    {
        while (to > from && tokens[to - 1].Kind == TokenKind.LineBreak) to--;
        if (to > from) sentences.Add(new Run(from, to));
    }

    // What closes a sentence together with its full stop: quotation marks, brackets, emoji.
    private static int Trailing(List<Token> tokens, int i)
    {
        while (i < tokens.Count)
        {
            if (tokens[i].Kind is not (TokenKind.Emoji or TokenKind.Emoticon or TokenKind.Terminator) && !Closes(tokens, i)) break;
            i++;
        }
        return i;
    }

    // A quotation mark or bracket right behind what it closes.
    private static bool Closes(List<Token> tokens, int i) =>
        tokens[i].Start == tokens[i - 1].End && (tokens[i].Kind == TokenKind.Sign || tokens[i] is { Kind: TokenKind.Separator, Mark: ')' });

    private static bool EndsAt(List<Token> tokens, int from, int i)
    {
        var token = tokens[i];
        switch (token.Kind)
        {
            case TokenKind.Terminator: return TerminatorEnds(tokens, from, i);
            case TokenKind.LineBreak:
                return token.Mark == '\n' || i + 1 == tokens.Count || tokens[i + 1] is { Kind: not TokenKind.Word } or { Capitalised: true };
            case TokenKind.Emoji or TokenKind.Emoticon:
                return i - from >= FewestTokensBeforeEmojiEnd && i + 1 < tokens.Count && tokens[i + 1] is { Kind: TokenKind.Word, Capitalised: true };
            default: return false;
        }
    }

    private static bool TerminatorEnds(List<Token> tokens, int from, int i)
    {
        if (i + 1 == tokens.Count) return true;
        var token = tokens[i];
        var behind = i + 1;
        while (behind < tokens.Count && Closes(tokens, behind)) behind++;
        if (behind == tokens.Count) return true;
        var next = tokens[behind];
        if (next.Kind == TokenKind.LineBreak) return token.Mark != '.' || token.Length > 1 || i == from || !tokens[i - 1].Is(WordClass.Title);
        var spaced = next.Start > tokens[behind - 1].End;
        if (token.Mark is '!' or '?') return spaced || next.Kind != TokenKind.Word || next.Capitalised;
        if (token.Mark == '…' || token.Length > 1) return next is { Kind: TokenKind.Word, Capitalised: true };
        if (i == from || tokens[i - 1] is not { Kind: TokenKind.Word } before || before.End != token.Start) return spaced || next.Capitalised;
        if (!spaced)
        {
            // "good.But", "great.it is", but not "shop.example".
            return before.Length > 1 && next.Kind == TokenKind.Word && next.Length > 1
                && (next.Capitalised || (before.Entry is not null && next.Is(WordClass.Subject | WordClass.Determiner)));
        }
        if (before.Is(WordClass.Title)) return false;
        if (before.Length == 1)
        {
            if (!next.Capitalised) return next.Kind == TokenKind.Word && before.Is(WordClass.Subject);
            // "J. Smith", but "size M. The".
            return !before.Capitalised || before.Is(WordClass.Subject) || next.Is(WordClass.Subject | WordClass.Determiner);
        }
        if (before.Is(WordClass.Abbreviation))
            return before.Is(WordClass.Negation) ? next.Kind != TokenKind.Number : next.Capitalised;
        return true;
    }
}

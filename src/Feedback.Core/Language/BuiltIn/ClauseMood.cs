namespace Feedback.Core.Language.BuiltIn;

/// <summary>What somebody does with a clause.</summary>
internal enum Mood
{
    /// <summary>States something.</summary>
    Statement,

    /// <summary>Asks how, where or whether, or asks for something: nothing is said to be good or bad.</summary>
    Request,

    /// <summary>Asks why something is as it is, and so takes it for granted.</summary>
    Why,

    /// <summary>Says under which condition something would hold.</summary>
    Condition,

    /// <summary>Wishes that things were otherwise.</summary>
    Regret,

    /// <summary>Tells of customers themselves.</summary>
    Aside,

    /// <summary>Says whom else a thing might suit: neither good nor bad.</summary>
    Supposition,
}

/// <summary>Tells the mood of a clause from how it begins. The forms stand in <c>Lexicon/moods.tsv</c>.</summary>
internal sealed class MoodFinder
{
    private readonly Dictionary<string, List<(string[] Words, Mood Mood)>> _forms = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<(string[] Words, Mood Mood)>>.AlternateLookup<ReadOnlySpan<char>> _byFirst;

    /// <param name="rows">A mood and the words that a clause in it begins with; <c>|</c> parts words that may stand for each other.</param>
    public MoodFinder(IEnumerable<string[]> rows)
    {
        foreach (var row in rows)
        {
            var words = row[1].Split(' ');
            foreach (var first in words[0].Split('|'))
            {
                if (!_forms.TryGetValue(first, out var forms)) _forms[first] = forms = [];
                forms.Add((words, Enum.Parse<Mood>(row[0], ignoreCase: true)));
            }
        }
        _byFirst = _forms.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The mood of a clause; the longest form that it begins with decides.</summary>
    public Mood Of(string text, List<Token> tokens, List<Unit> units, Run clause)
    {
        var from = units[clause.From].From;
        var to = units[clause.To - 1].To;
        // "and how can I", "so please"
        for (var skipped = 0; skipped < 3 && from < to - 1; skipped++)
        {
            if (tokens[from].Kind == TokenKind.Word && !tokens[from].Is(WordClass.Coordinator | WordClass.Contrast)) break;
            from++;
        }
        if (IsExpectation(tokens, from, to)) return Mood.Condition;
        if (AsideFinder.IsIn(text, tokens, from, to)) return Mood.Aside;
        if (AsideFinder.IsForSomebodyElse(tokens, from, to)) return Mood.Supposition;
        var (mood, length) = (Mood.Statement, 0);
        if (!_byFirst.TryGetValue(Text(from), out var forms)) return mood;
        foreach (var (words, its) in forms)
        {
            if (words.Length <= length || from + words.Length > to) continue;
            var i = 1;
            while (i < words.Length && Matches(words[i], Text(from + i))) i++;
            if (i == words.Length) (mood, length) = (its, words.Length);
        }
        return mood == Mood.Condition && AsksWhatToDo(tokens, from) ? Mood.Statement : mood;

        ReadOnlySpan<char> Text(int t) => text.AsSpan(tokens[t].Start, tokens[t].Length);
    }

    // "I thought that the arm holes would be too small": what was expected, not what is.
    private static bool IsExpectation(List<Token> tokens, int from, int to)
    {
        if (tokens[from].Entry is Word { Text: "i" or "we" } && from + 1 < to) from++;
        if (tokens[from].Entry is Word { Text: "was" or "were" or "am" or "got" } && from + 1 < to) from++;
        if (from + 1 < to && tokens[from].Entry is Word { Text: "a" or "little" or "bit" or "so" or "very" or "really" }) from++;
        if (tokens[from].Entry is not (Word { Text: "worried" or "afraid" or "concerned" or "nervous" or "scared" }
            or Word { Text: "thought" or "figured" or "assumed" or "feared" or "expected" })) return false;
        for (var t = from + 1; t < to; t++)
        {
            if (tokens[t].Entry is Word { Text: "would" or "might" }) return true;
        }
        return false;
    }

    // "What do I do [if I have been charged twice]?": it has happened.
    private static bool AsksWhatToDo(List<Token> tokens, int from)
    {
        if (from < 2 || tokens[from - 1].Entry is not Word { Text: "do" }) return false;
        for (var t = from - 2; t >= 0 && t >= from - 5; t--)
        {
            if (tokens[t].Entry is Word { Text: "what" }) return true;
        }
        return false;
    }

    private static bool Matches(string form, ReadOnlySpan<char> word)
    {
        foreach (var alternative in form.AsSpan().Split('|'))
        {
            if (word.Equals(form.AsSpan(alternative), StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}

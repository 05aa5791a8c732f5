namespace Feedback.Core.Tickets;

/// <summary>The words that somebody used, each once, to tell whether somebody else said the same. Goes by words alone, so it works in any language that parts
/// them.</summary>
internal sealed class SpokenWords
{
    /// <summary>From this likeness on, two say the same: "I got charged twice" and "I got charged twice by you".</summary>
    public const double Same = 0.6;

    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the words.</summary>
    /// <param name="text">What was said.</param>
    public SpokenWords(ReadOnlySpan<char> text)
    {
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '\'' or '’'))
                continue;
            if (at > start)
                _words.Add(text[start..at].ToString());
            start = at + 1;
        }
    }

    /// <summary>How much of both is in both, 0 to 1 (Dice's coefficient).</summary>
    /// <param name="other">Other words.</param>
    public double Likeness(SpokenWords other)
    {
        if (_words.Count + other._words.Count == 0)
            return 1;
        var (fewer, more) = _words.Count <= other._words.Count ? (_words, other._words) : (other._words, _words);
        var shared = 0;
        foreach (var word in fewer)
            shared += more.Contains(word) ? 1 : 0;
        return 2.0 * shared / (fewer.Count + more.Count);
    }
}

using System.Collections.Frozen;

namespace Feedback.Core.Journeys;

/// <summary>
/// Finds every term and phrase of a definition's themes in one pass over a text: an automaton over word stems after A.V. Aho and M.J. Corasick,
/// "Efficient string matching", CACM 18(6), 1975. Unchanging once built, so any number of threads may use it.
/// </summary>
internal sealed class ThemeAutomaton
{
    private const int Root = 0;
    private const int NoTheme = -1;

    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _vocabulary;
    private readonly FrozenDictionary<long, int> _steps;
    private readonly int[] _fallbacks;
    private readonly Pattern?[] _found;

    public ThemeAutomaton(IReadOnlyList<ThemeDefinition> themes, IReadOnlyList<string> sayings)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        var next = new Dictionary<long, int>();
        var patterns = new List<Pattern?> { null };
        for (var theme = 0; theme < themes.Count; theme++)
        {
            var near = themes[theme].Near;
            foreach (var term in themes[theme].Terms)
                Add(term, theme, isPhrase: false, near.TryGetValue(term, out var nearby) ? [.. nearby.SelectMany(Stems)] : null);
            foreach (var phrase in themes[theme].Phrases)
                Add(phrase, theme, isPhrase: true, near: null);
        }
        foreach (var saying in sayings)
            Add(saying, NoTheme, isPhrase: true, near: null);
        _fallbacks = new int[patterns.Count];
        _found = [.. patterns];
        _vocabulary = words.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _steps = next.ToFrozenDictionary();
        Link();

        void Add(string text, int theme, bool isPhrase, IReadOnlyList<string>? near)
        {
            var state = Root;
            var count = 0;
            foreach (var stem in Stems(text))
            {
                if (!words.TryGetValue(stem, out var word))
                    words.Add(stem, word = words.Count);
                if (!next.TryGetValue(Key(state, word), out var target))
                {
                    target = patterns.Count;
                    patterns.Add(null);
                    next.Add(Key(state, word), target);
                }
                state = target;
                count++;
            }
            if (count > 0)
                patterns[state] ??= new(theme, count, isPhrase, near?.ToFrozenSet(StringComparer.Ordinal));
        }
    }

    /// <summary>The stems that a term or phrase is compared by; empty when it holds nothing to look for.</summary>
    public static List<string> Stems(string text)
    {
        var stems = new List<string>();
        var reader = new StemEnumerator(text, stackalloc char[StemEnumerator.BufferLength]);
        while (reader.Read())
            stems.Add(reader.Stem.ToString());
        return stems;
    }

    /// <summary>Finds what a text names. What stands within something longer that was found is not found itself: "gift card" hides "card", and a turn of phrase
    /// all of its words.</summary>
    /// <returns>The finds in the order of the text; <c>null</c> when there are none.</returns>
    public List<ThemeMention>? Find(ReadOnlySpan<char> text)
    {
        List<ThemeMention>? mentions = null;
        var reader = new StemEnumerator(text, stackalloc char[StemEnumerator.BufferLength]);
        var starts = new Starts(stackalloc int[Starts.Count]);
        var state = Root;
        for (var index = 0; reader.Read(); index++)
        {
            starts[index] = reader.Start;
            if (reader.AfterBreak)
                state = Root;
            state = _vocabulary.TryGetValue(reader.Stem, out var word) ? Step(state, word) : Root;
            if (_found[state] is not { } pattern || (pattern.Near is { } near && !HoldsAny(text, near)))
                continue;
            var first = index - pattern.Words + 1;
            mentions ??= [];
            while (mentions.Count > 0 && mentions[^1].FirstWord >= first)
                mentions.RemoveAt(mentions.Count - 1);
            mentions.Add(new(pattern.Theme, pattern.IsPhrase, pattern.Words, first, starts[first], reader.End));
        }
        mentions?.RemoveAll(mention => mention.Theme == NoTheme);
        return mentions is { Count: > 0 } ? mentions : null;
    }

    private static bool HoldsAny(ReadOnlySpan<char> text, FrozenSet<string> stems)
    {
        var lookup = stems.GetAlternateLookup<ReadOnlySpan<char>>();
        var reader = new StemEnumerator(text, stackalloc char[StemEnumerator.BufferLength]);
        while (reader.Read())
        {
            if (lookup.Contains(reader.Stem))
                return true;
        }

        return false;
    }

    private int Step(int state, int word)
    {
        int target;
        while (!_steps.TryGetValue(Key(state, word), out target))
        {
            if (state == Root)
                return Root;
            state = _fallbacks[state];
        }
        return target;
    }

    // Breadth first, so that a state's fallback is linked before the state is.
    private void Link()
    {
        var edges = _steps.ToLookup(step => (int)(step.Key >> 32), step => (Word: (int)(step.Key & uint.MaxValue), Target: step.Value));
        var queue = new Queue<int>([Root]);
        while (queue.TryDequeue(out var state))
        {
            foreach (var (word, target) in edges[state])
            {
                _fallbacks[target] = state == Root ? Root : Step(_fallbacks[state], word);
                _found[target] ??= _found[_fallbacks[target]];
                queue.Enqueue(target);
            }
        }
    }

    private static long Key(int state, int word) => ((long)state << 32) | (uint)word;

    private sealed record Pattern(int Theme, int Words, bool IsPhrase, FrozenSet<string>? Near);

    // Where the last words began: enough of them for the longest phrase, however long the text.
    private readonly ref struct Starts(Span<int> ring)
    {
        public const int Count = 64;

        private readonly Span<int> _ring = ring;

        public readonly ref int this[int index] => ref _ring[index % Count];
    }
}

/// <summary>A place where a text names a theme.</summary>
/// <param name="Theme">The theme's index.</param>
/// <param name="IsPhrase">Whether by a phrase.</param>
/// <param name="Words">How many words of meaning.</param>
/// <param name="FirstWord">Which word of the text it begins with.</param>
/// <param name="Start">Its first character.</param>
/// <param name="End">The first character behind it.</param>
internal readonly record struct ThemeMention(int Theme, bool IsPhrase, int Words, int FirstWord, int Start, int End);

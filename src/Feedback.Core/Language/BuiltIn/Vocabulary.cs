using System.Globalization;
using System.Runtime.InteropServices;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>
/// All words, phrases, emoticons and emoji that the built-in analysis knows, read once from the files in <c>Lexicon/</c>.
/// Immutable after loading, hence safe to share between threads.
/// </summary>
internal sealed class Vocabulary
{
    private const int LongestWord = 48;
    private const double BoostStep = 0.25;
    private const string CommonWords = "common-";

    private static readonly Lazy<Vocabulary> Loaded = new(() => new Vocabulary());

    private readonly Dictionary<string, Word> _words = new(12_000, StringComparer.Ordinal);
    private readonly Dictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly Dictionary<int, Word> _emoji = [];

    private Vocabulary()
    {
        _bySpan = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        LanguageModel = new(Rows("languages.txt"));
        Moods = new(Rows("moods.tsv"));
        AnyNumber = Get("#");
        AnyDeterminer = Get("~");
        foreach (var fields in Rows("vader_lexicon.txt"))
            Get(fields[0].ToLowerInvariant()).Valence = Number(fields[1]);
        foreach (var fields in Rows("words.tsv"))
        {
            if (fields[0].StartsWith(CommonWords, StringComparison.Ordinal)) continue;
            foreach (var item in fields[1].Split(", ", StringSplitOptions.TrimEntries))
                Classify(fields[0], item);
        }
        AddPhrases([.. Rows("feedback.tsv")]);
        foreach (var fields in Rows("emoji.tsv"))
        {
            foreach (var emoji in fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                _emoji[char.ConvertToUtf32(emoji, 0)] = new Word(emoji) { Valence = Number(fields[0]) };
        }
        AddSpellings();
        foreach (var word in _words.Values) word.IsEnglish = true;
        foreach (var fields in Rows("wordnet.tsv"))
        {
            foreach (var item in fields[1].Split(", "))
            {
                if (!_words.ContainsKey(item)) Classify(fields[0], item);
            }
        }
        foreach (var fields in Rows("words.tsv"))
        {
            if (!fields[0].StartsWith(CommonWords, StringComparison.Ordinal)) continue;
            var language = Array.IndexOf(LanguageModel.Languages, fields[0][CommonWords.Length..]);
            foreach (var item in fields[1].Split(", ", StringSplitOptions.TrimEntries)) Get(item).CommonIn |= 1 << language;
        }
    }

    public static Vocabulary Instance => Loaded.Value;

    /// <summary>Stands in phrases for any number, in digits or as a word.</summary>
    public Word AnyNumber { get; }

    /// <summary>Stands in phrases for any article, possessive or pronoun.</summary>
    public Word AnyDeterminer { get; }

    /// <summary>Tells what somebody does with a clause.</summary>
    public MoodFinder Moods { get; }

    /// <summary>Tells languages apart.</summary>
    public LanguageModel LanguageModel { get; }

    public Word? Emoji(int codePoint) => _emoji.GetValueOrDefault(codePoint);

    /// <summary>Looks a piece of text up as it stands.</summary>
    public Word? Exact(ReadOnlySpan<char> text) => _bySpan.TryGetValue(text, out var word) ? word : null;

    /// <summary>Looks a word up whatever its case, its apostrophe, its possessive ending and its elongation.</summary>
    /// <param name="text">The word.</param>
    /// <param name="elongated">Whether it was found only after cutting letters repeated three times or more.</param>
    public Word? Find(ReadOnlySpan<char> text, out bool elongated)
    {
        elongated = false;
        if (text.Length > LongestWord) return null;
        Span<char> lower = stackalloc char[LongestWord];
        var repeats = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            lower[i] = c is '’' or '‘' or '`' or '´' ? '\'' : char.IsAsciiLetterLower(c) ? c : char.ToLowerInvariant(c);
            if (i >= 2 && lower[i] == lower[i - 1] && lower[i] == lower[i - 2]) repeats++;
        }
        lower = lower[..text.Length];
        if (Exact(lower) is { } word) return word;
        if (lower.EndsWith("'s") || lower.EndsWith("s'"))
        {
            if (Exact(lower[..^2]) is { } owner) return owner;
            if (lower.EndsWith("s'") && Exact(lower[..^1]) is { } owners) return owners;
        }
        if (repeats == 0) return null;
        word = Shortened(lower);
        elongated = word is not null;
        return word;
    }

    // "goooood" may be "good" or "god": every run of three or more is tried with two letters and with one, two first.
    private Word? Shortened(ReadOnlySpan<char> lower)
    {
        Span<char> candidate = stackalloc char[LongestWord];
        for (var choice = 0; choice < 8; choice++)
        {
            var length = 0;
            var run = 0;
            for (var i = 0; i < lower.Length;)
            {
                var end = i + 1;
                while (end < lower.Length && lower[end] == lower[i]) end++;
                var keep = end - i;
                if (keep >= 3) keep = (choice >> Math.Min(run++, 2) & 1) == 0 ? 2 : 1;
                for (var k = 0; k < keep; k++) candidate[length++] = lower[i];
                i = end;
            }
            if (Exact(candidate[..length]) is { } word) return word;
        }
        return null;
    }

    private Word Get(string text)
    {
        ref var word = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, text, out _);
        return word ??= new Word(text);
    }

    private LexicalEntry Entry(string phrase)
    {
        var parts = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        LexicalEntry entry = Get(parts[0]);
        foreach (var part in parts.AsSpan(1))
        {
            var next = Get(part);
            entry.Continuations ??= [];
            if (!entry.Continuations.TryGetValue(next, out var end))
                entry.Continuations[next] = end = new PhraseEnd();
            entry = end;
        }
        if (entry is PhraseEnd phraseEnd) phraseEnd.IsPhrase = true;
        return entry;
    }

    private void Classify(string name, string item)
    {
        var entry = Entry(item);
        switch (name)
        {
            case "boost": entry.Boost = BoostStep; break;
            case "dampen": entry.Boost = -BoostStep; break;
            default: entry.Class |= Enum.Parse<WordClass>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true); break;
        }
    }

    // Where both spellings are listed, the American one holds for both.
    private void AddSpellings()
    {
        var known = _words.ToArray();
        foreach (var pair in Rows("spelling.tsv"))
        {
            foreach (var (text, word) in known)
            {
                if (text.Contains(pair[1], StringComparison.Ordinal)) _words.TryAdd(text.Replace(pair[1], pair[0], StringComparison.Ordinal), word);
                if (!text.Contains(pair[0], StringComparison.Ordinal)) continue;
                var british = text.Replace(pair[0], pair[1], StringComparison.Ordinal);
                if (_words.TryAdd(british, word)) continue;
                _words[british].Valence = word.Valence;
                _words[british].Boost = word.Boost;
                _words[british].Class |= word.Class;
            }
        }
    }

    // A row of its own goes before what follows from another spelling.
    private void AddPhrases(List<string[]> rows)
    {
        var own = rows.ConvertAll(row => row[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            Entry(row[0]).Valence = Number(row[1]);
            if (!row[0].Contains(' ', StringComparison.Ordinal)) continue;
            foreach (var other in DenialForms.OthersOf(row[0]))
            {
                if (!own.Contains(other)) Entry(other).Valence = Number(row[1]);
            }
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The rows of a file of <c>Lexicon/</c> by field, without its comments.</summary>
    internal static IEnumerable<string[]> Rows(string file)
    {
        using var stream = typeof(Vocabulary).Assembly.GetManifestResourceStream("Feedback.Core.Language.Lexicon." + file)
            ?? throw new InvalidOperationException($"The resource {file} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            // Not "#", with which phrases that hold a number begin.
            if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)) yield return line.Split('\t');
        }
    }
}

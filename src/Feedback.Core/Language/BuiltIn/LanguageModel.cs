namespace Feedback.Core.Language.BuiltIn;

/// <summary>
/// How likely a word is in each language of the Latin script: from how often each letter follows two others there, read from <c>Lexicon/languages.txt</c>,
/// and from lists of frequent words. Immutable but for what it remembers of words; safe to share between threads.
/// </summary>
/// <remarks>All figures are natural logarithms.</remarks>
internal sealed class LanguageModel
{
    private const float Unseen = -9;

    /// <summary>An unknown word may be any: it tells less than its letters do.</summary>
    private const float Unlisted = -2.7f;

    // A frequent word, a grammatical word of English, any other word of its lexicon: how often one meets it among the words of a text.
    private const float Frequent = -5.3f;
    private const float FrequentAndEnglish = -6.3f;
    private const float Grammatical = -8.8f;
    private const float Listed = -9.7f;

    private const float Borrowed = -12;
    private const float Foreign = -3;
    private const float LeastWord = -40;
    private const float LargestLead = 4;

    /// <summary>Names are written alike in all languages.</summary>
    private const float NameWeight = 0.5f;

    private readonly Dictionary<ulong, int> _rows = new(24_000);
    private readonly float[] _likelihoods;

    public LanguageModel(IEnumerable<string[]> rows)
    {
        List<float> likelihoods = [];
        foreach (var row in rows)
        {
            if (row[0] == "languages")
            {
                Languages = row[1].Split(' ');
                continue;
            }
            _rows.Add(Key(row[0]), likelihoods.Count);
            foreach (var level in row[1]) likelihoods.Add(Likelihood(level));
        }
        _likelihoods = [.. likelihoods];
    }

    /// <summary>The languages, English first.</summary>
    public string[] Languages { get; } = [];

    /// <summary>What a level in the file stands for: tenths of a natural logarithm below zero, from <c>!</c> on.</summary>
    private static float Likelihood(char level) => (level - '!') / -10f;

    /// <summary>Adds to each language's sum how likely a word is there.</summary>
    /// <param name="word">The word.</param>
    /// <param name="entry">What the vocabulary knows of it.</param>
    /// <param name="isName">Whether it is written as a name.</param>
    /// <param name="sums">The sums, in the order of <see cref="Languages"/>.</param>
    public void Add(ReadOnlySpan<char> word, Word? entry, bool isName, Span<float> sums)
    {
        if (entry is not null)
        {
            var known = entry.Likelihoods ??= Known(entry);
            for (var l = 0; l < sums.Length; l++) sums[l] += known[l];
            return;
        }
        Span<float> own = stackalloc float[sums.Length];
        Spell(word, own);
        // English borrows, too: "crème brûlée" alone does not make a French text.
        var best = own[0];
        foreach (var likelihood in own) best = Math.Max(best, likelihood);
        own[0] = Math.Max(own[0], best - LargestLead);
        var weight = isName ? NameWeight : 1;
        for (var l = 0; l < sums.Length; l++) sums[l] += weight * Math.Max(LeastWord, own[l] + Unlisted);
    }

    private float[] Known(Word entry)
    {
        var known = new float[Languages.Length];
        Spell(entry.Text, known);
        for (var l = 0; l < known.Length; l++)
        {
            known[l] = Math.Max(LeastWord, known[l] + Unlisted);
            if ((entry.CommonIn >> l & 1) != 0) known[l] = Math.Max(known[l], l > 0 && entry.IsEnglish ? FrequentAndEnglish : Frequent);
        }
        // English words are met in all languages: "software", "service".
        for (var l = 1; entry.IsEnglish && l < known.Length; l++) known[l] = Math.Max(known[l], Borrowed);
        if (entry.IsEnglish) known[0] = Math.Max(known[0], entry.Class != WordClass.None || entry.Boost != 0 ? Grammatical : Listed);
        return known;
    }

    private void Spell(ReadOnlySpan<char> word, Span<float> sums)
    {
        sums.Clear();
        ulong key = 0;
        var length = 0;
        foreach (var c in word)
        {
            var letter = char.ToLowerInvariant(c);
            if (!char.IsLetter(letter)) continue;
            length++;
            // The last three letters, or as many as there are.
            key = ((key << 16) | letter) & 0xFFFF_FFFF_FFFF;
            if (_rows.TryGetValue(key, out var row))
            {
                for (var l = 0; l < sums.Length; l++) sums[l] += _likelihoods[row + l];
            }
            else
            {
                for (var l = 0; l < sums.Length; l++) sums[l] += Unseen;
                // An accent that none of these languages writes there: another one may, English does not.
                if (letter > 127) sums[0] += Foreign;
            }
        }
    }

    private static ulong Key(string letters)
    {
        ulong key = 0;
        foreach (var letter in letters) key = (key << 16) | letter;
        return key;
    }
}

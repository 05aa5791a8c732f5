using System.Collections.Frozen;

namespace Feedback.Core.Journeys;

/// <summary>
/// Reads a text word by word, each in the form in which themes are compared: lower case, American spelling, without inflection. Words that carry no
/// meaning of their own are passed over, so that "charged me for it twice" holds "charged twice"; every negation ("doesn't", "cannot") reads as "not".
/// </summary>
/// <param name="text">The text.</param>
/// <param name="buffer">At least <see cref="BufferLength"/> long; holds the current stem.</param>
internal ref struct StemEnumerator(ReadOnlySpan<char> text, Span<char> buffer)
{
    /// <summary>The length that the buffer must have.</summary>
    public const int BufferLength = LongestWord + 2;

    // Longer ones are no words; they are cut, which keeps the buffer on the stack.
    private const int LongestWord = 46;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Passed = FrozenSet.Create(
        StringComparer.Ordinal,
        "a", "am", "an", "and", "are", "as", "at", "be", "been", "being", "by", "can", "could", "did", "do", "does", "for", "from", "had", "has", "have", "he",
        "her", "him", "his", "i", "is", "it", "its", "just", "may", "me", "might", "must", "my", "of", "our", "quite", "really", "shall", "she", "should", "so",
        "that", "the", "their", "them", "these", "they", "this", "those", "to", "us", "very", "was", "we", "were", "will", "with", "would", "you", "your")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Negations = FrozenSet.Create(
        StringComparer.Ordinal,
        "aint", "arent", "cannot", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt", "mightnt", "mustnt", "never", "shouldnt",
        "wasnt", "werent", "wont", "wouldnt")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    // What these name is not several of what they are without their last letter: shorts are not short.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> PluralsOnly = FrozenSet.Create(
        StringComparer.Ordinal, "briefs", "customs", "flats", "glasses", "goods", "overalls", "shorts", "tights").GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<char> _buffer = buffer;
    private int _position;
    private int _length;

    /// <summary>The current stem.</summary>
    public readonly ReadOnlySpan<char> Stem => _buffer[.._length];

    /// <summary>Where the current word begins.</summary>
    public int Start { get; private set; }

    /// <summary>Behind the current word.</summary>
    public readonly int End => _position;

    /// <summary>Whether punctuation parts the current word from the one before: no phrase goes across.</summary>
    public bool AfterBreak { get; private set; }

    /// <summary>Goes to the next word that carries a meaning.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        AfterBreak = false;
        while (ReadWord())
        {
            if (Negations.Contains(Stem))
            {
                "not".CopyTo(_buffer);
                _length = 3;
                return true;
            }
            if (Passed.Contains(Stem))
                continue;
            if (PluralsOnly.Contains(Stem))
                return true;
            _length = AmericanSpelling.Apply(Stem, _buffer);
            if (!Stem.ContainsAnyExceptInRange('a', 'z'))
                _length = PorterStemmer.Stem(_buffer[.._length]);
            return true;
        }
        return false;
    }

    private bool ReadWord()
    {
        for (; _position < _text.Length && !char.IsLetterOrDigit(_text[_position]); _position++)
            AfterBreak |= _text[_position] is '.' or ',' or ';' or ':' or '!' or '?' or '(' or ')' or '\n' or '"' or '…' or '–' or '—';
        if (_position == _text.Length)
            return false;
        Start = _position;
        _length = 0;
        var apostrophe = -1;
        for (; _position < _text.Length; _position++)
        {
            var letter = _text[_position];
            if (char.IsLetterOrDigit(letter))
            {
                if (_length < LongestWord)
                    _buffer[_length++] = char.ToLowerInvariant(letter);
            }
            else if (letter is '\'' or '’' && _position + 1 < _text.Length && char.IsLetter(_text[_position + 1]))
                apostrophe = _length;
            else
                break;
        }
        if (apostrophe > 0 && _buffer[apostrophe.._length] is "s" or "m" or "d" or "ve" or "re" or "ll")
            _length = apostrophe;
        return true;
    }
}

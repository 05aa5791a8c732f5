namespace Feedback.Core.Journeys;

/// <summary>
/// Takes the inflections off an English word, so that "billed", "billing" and "bills" are one.
/// M.F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, with the two departures of Porter's own
/// reference program ("bli" for "abli", and "logi").
/// </summary>
internal ref struct PorterStemmer
{
    private readonly Span<char> _word;
    private int _length;
    private int _stem;

    private PorterStemmer(Span<char> word)
    {
        _word = word;
        _length = word.Length;
    }

    /// <summary>Stems a word in place.</summary>
    /// <param name="word">A word of the letters a to z in lower case.</param>
    /// <returns>The length of the stem, which stands at the beginning of <paramref name="word"/>.</returns>
    public static int Stem(Span<char> word)
    {
        if (word.Length <= 2)
            return word.Length;
        var stemmer = new PorterStemmer(word);
        stemmer.StripPlural();
        stemmer.StripPast();
        stemmer.TurnFinalY();
        stemmer.ShortenDoubleSuffix();
        stemmer.StripSuffixOfAdjectiveOrNoun();
        stemmer.StripLastSuffix();
        stemmer.TidyEnd();
        return stemmer._length;
    }

    // Step 1a
    private void StripPlural()
    {
        if (_word[_length - 1] != 's')
            return;
        if (EndsWith("sses") || EndsWith("ies"))
            _length -= 2;
        else if (_word[_length - 2] != 's')
            _length--;
    }

    // Step 1b
    private void StripPast()
    {
        if (EndsWith("eed"))
        {
            if (Measure() > 0)
                _length--;
            return;
        }
        if (!((EndsWith("ed") || EndsWith("ing")) && HasVowel()))
            return;
        _length = _stem;
        if (EndsWith("at") || EndsWith("bl") || EndsWith("iz"))
            Append('e');
        else if (IsDoubleConsonant(_length))
        {
            if (_word[_length - 1] is not ('l' or 's' or 'z'))
                _length--;
        }
        else
        {
            _stem = _length;
            if (Measure() == 1 && EndsShort(_length))
                Append('e');
        }
    }

    // Step 1c
    private void TurnFinalY()
    {
        if (EndsWith("y") && HasVowel())
            _word[_length - 1] = 'i';
    }

    // Step 2
    private void ShortenDoubleSuffix() => _ = _length > 2 && (_word[_length - 2] switch
    {
        'a' => Replace("ational", "ate") || Replace("tional", "tion"),
        'c' => Replace("enci", "ence") || Replace("anci", "ance"),
        'e' => Replace("izer", "ize"),
        'l' => Replace("bli", "ble") || Replace("alli", "al") || Replace("entli", "ent") || Replace("eli", "e") || Replace("ousli", "ous"),
        'o' => Replace("ization", "ize") || Replace("ation", "ate") || Replace("ator", "ate"),
        's' => Replace("alism", "al") || Replace("iveness", "ive") || Replace("fulness", "ful") || Replace("ousness", "ous"),
        't' => Replace("aliti", "al") || Replace("iviti", "ive") || Replace("biliti", "ble"),
        'g' => Replace("logi", "log"),
        _ => false,
    });

    // Step 3
    private void StripSuffixOfAdjectiveOrNoun() => _ = _word[_length - 1] switch
    {
        'e' => Replace("icate", "ic") || Replace("ative", "") || Replace("alize", "al"),
        'i' => Replace("iciti", "ic"),
        'l' => Replace("ical", "ic") || Replace("ful", ""),
        's' => Replace("ness", ""),
        _ => false,
    };

    // Step 4
    private void StripLastSuffix()
    {
        var found = _length > 2 && (_word[_length - 2] switch
        {
            'a' => EndsWith("al"),
            'c' => EndsWith("ance") || EndsWith("ence"),
            'e' => EndsWith("er"),
            'i' => EndsWith("ic"),
            'l' => EndsWith("able") || EndsWith("ible"),
            'n' => EndsWith("ant") || EndsWith("ement") || EndsWith("ment") || EndsWith("ent"),
            'o' => (EndsWith("ion") && _stem > 0 && _word[_stem - 1] is 's' or 't') || EndsWith("ou"),
            's' => EndsWith("ism"),
            't' => EndsWith("ate") || EndsWith("iti"),
            'u' => EndsWith("ous"),
            'v' => EndsWith("ive"),
            'z' => EndsWith("ize"),
            _ => false,
        });
        if (found && Measure() > 1)
            _length = _stem;
    }

    // Step 5
    private void TidyEnd()
    {
        if (_word[_length - 1] == 'e')
        {
            _stem = _length - 1;
            var measure = Measure();
            if (measure > 1 || (measure == 1 && !EndsShort(_length - 1)))
                _length--;
        }
        _stem = _length;
        if (_word[_length - 1] == 'l' && IsDoubleConsonant(_length) && Measure() > 1)
            _length--;
    }

    private readonly bool IsConsonant(int index) => _word[index] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => index == 0 || !IsConsonant(index - 1),
        _ => true,
    };

    // Porter's m: how many times a vowel is followed by a consonant, before `_stem`.
    private readonly int Measure()
    {
        var count = 0;
        var afterVowel = false;
        for (var i = 0; i < _stem; i++)
        {
            var consonant = IsConsonant(i);
            if (consonant && afterVowel)
                count++;
            afterVowel = !consonant;
        }
        return count;
    }

    private readonly bool HasVowel()
    {
        for (var i = 0; i < _stem; i++)
        {
            if (!IsConsonant(i))
                return true;
        }
        return false;
    }

    private readonly bool IsDoubleConsonant(int end) => end >= 2 && _word[end - 1] == _word[end - 2] && IsConsonant(end - 1);

    // Porter's *o: consonant, vowel, consonant, the last not w, x or y.
    private readonly bool EndsShort(int end) =>
        end >= 3 && IsConsonant(end - 1) && !IsConsonant(end - 2) && IsConsonant(end - 3) && _word[end - 1] is not ('w' or 'x' or 'y');

    private bool EndsWith(string suffix)
    {
        if (suffix.Length > _length || !_word[.._length].EndsWith(suffix, StringComparison.Ordinal))
            return false;
        _stem = _length - suffix.Length;
        return true;
    }

    private bool Replace(string suffix, string by)
    {
        if (!EndsWith(suffix))
            return false;
        if (Measure() > 0)
        {
            by.CopyTo(_word[_stem..]);
            _length = _stem + by.Length;
        }
        return true;
    }

    private void Append(char letter) => _word[_length++] = letter;
}

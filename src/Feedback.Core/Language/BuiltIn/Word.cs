namespace Feedback.Core.Language.BuiltIn;

/// <summary>What a word can be in a clause. A word may be several things: there is no tagger that would decide.</summary>
[Flags]
internal enum WordClass
{
    None = 0,
    Negation = 1,
    NearNegation = 1 << 1,
    Contrast = 1 << 2,
    Concessive = 1 << 3,
    Coordinator = 1 << 4,
    Subordinator = 1 << 5,
    Determiner = 1 << 6,
    Pronoun = 1 << 7,
    Subject = 1 << 8,
    Copula = 1 << 9,
    Auxiliary = 1 << 10,
    Preposition = 1 << 11,
    About = 1 << 12,
    Verb = 1 << 13,
    Adverb = 1 << 14,
    Adjective = 1 << 15,
    Feeling = 1 << 16,
    Trouble = 1 << 17,
    Number = 1 << 18,
    Noun = 1 << 19,
    Time = 1 << 20,
    Abbreviation = 1 << 21,
    Title = 1 << 22,

    /// <summary>A subordinator whose clause belongs to the one before.</summary>
    WeakConjunction = 1 << 23,

    /// <summary>Judges, and finds neither good nor bad.</summary>
    Middling = 1 << 24,

    /// <summary>A part or a property of a thing (its size, its sleeves), or a picture of it: not what a text is about.</summary>
    Part = 1 << 25,

    /// <summary>Names nothing that a company offers: customers themselves, their friends and occasions, "the rest".</summary>
    Aside = 1 << 26,

    /// <summary>A part of the body, which customers have and do not buy.</summary>
    Body = 1 << 27,

    /// <summary>How people are built.</summary>
    Build = 1 << 28,
}

/// <summary>What is known of a word or, at the end of a path of words, of a phrase.</summary>
internal abstract class LexicalEntry
{
    /// <summary>From −4 to 4, as in VADER; 0 for a word without sentiment.</summary>
    public double Valence { get; set; }

    /// <summary>By how much it strengthens (or, negative, weakens) the next word with sentiment.</summary>
    public double Boost { get; set; }

    public WordClass Class { get; set; }

    /// <summary>The phrases that go on from here, by their next word.</summary>
    public Dictionary<Word, PhraseEnd>? Continuations { get; set; }

    public bool Is(WordClass any) => (Class & any) != WordClass.None;
}

/// <summary>A word of the vocabulary, under all its spellings.</summary>
internal sealed class Word(string text) : LexicalEntry
{
    public string Text { get; } = text;

    /// <summary>A bit for each language in which it is one of the commonest words, in the order of <see cref="LanguageModel.Languages"/>.</summary>
    public int CommonIn { get; set; }

    /// <summary>Whether an English word is known by it.</summary>
    public bool IsEnglish { get; set; }

    /// <summary>How likely it is in each language; <c>null</c> until it was first met.</summary>
    public float[]? Likelihoods { get; set; }

    public override string ToString() => Text;
}

/// <summary>The place in the tree of phrases that a path of words leads to.</summary>
internal sealed class PhraseEnd : LexicalEntry
{
    /// <summary>Whether a phrase ends here; otherwise only longer ones pass through.</summary>
    public bool IsPhrase { get; set; }
}

namespace Feedback.Core.Records;

/// <summary>What an analysis found in one text.</summary>
/// <param name="Language">The BCP 47 language that the text was analysed as.</param>
/// <param name="Sentiment">How the text as a whole feels.</param>
/// <param name="Sentences">Its sentences, in order, not overlapping.</param>
/// <param name="Opinions">What it says of what, in the order of the text. Empty when nothing was found.</param>
public sealed record TextAnalysis(string Language, Sentiment Sentiment, IReadOnlyList<Sentence> Sentences, IReadOnlyList<Opinion> Opinions)
{
    /// <summary>Whether the analysis does not read the language: then neutral means that nothing is known.</summary>
    public bool NotUnderstood { get; init; }

    /// <summary>What a text without opinions speaks of: the "invoice" of "How do I get an invoice?"; <c>null</c> when it names nothing, or
    /// was not asked.</summary>
    public TextSpan? Topic { get; init; }

    /// <summary>Where it found what tells who somebody is, in the order of the text; <c>null</c> when it did not look.</summary>
    public IReadOnlyList<PersonalSpan>? Personal { get; init; }
}

/// <summary>A stretch of a text.</summary>
/// <param name="Start">The first character, counted in UTF-16 code units from 0.</param>
/// <param name="Length">How many UTF-16 code units.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The first character behind the stretch.</summary>
    public int End => Start + Length;

    /// <summary>Whether both have a character in common.</summary>
    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;

    /// <summary>The part itself.</summary>
    public string Of(string text) => text.Substring(Start, Length);
}

/// <summary>A sentence and its sentiment.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Sentiment">How it feels.</param>
public sealed record Sentence(TextSpan Span, Sentiment Sentiment);

/// <summary>One target and what is said of it: "the <em>refund</em> took <em>six weeks</em>".</summary>
/// <param name="Target">What is spoken of; <c>null</c> when the text names nothing. It may stand before the clause or behind it: "The dress came. It is
/// lovely."</param>
/// <param name="Assessment">What is said of it; <c>null</c> when it is only implied.</param>
/// <param name="Clause">The clause in which it is said: what a theme is looked for in.</param>
/// <param name="Sentiment">The sentiment.</param>
public sealed record Opinion(TextSpan? Target, TextSpan? Assessment, TextSpan Clause, Sentiment Sentiment);

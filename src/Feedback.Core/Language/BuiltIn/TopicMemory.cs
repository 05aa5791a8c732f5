using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>What a text has spoken of so far: what "it" stands for, and "they".</summary>
/// <param name="text">The text.</param>
/// <param name="main">What it is about as a whole; <c>null</c> when it names no thing.</param>
internal sealed class TopicMemory(string text, TextSpan? main)
{
    private Thing? _last;

    /// <summary>What the text is about as a whole; <c>null</c> when it has named nothing but parts.</summary>
    public TextSpan? Main { get; } = main;

    /// <summary>The first thing that the text speaks of.</summary>
    public TextSpan? First { get; private set; }

    /// <summary>Takes in what a clause speaks of.</summary>
    /// <param name="span">Where it stands.</param>
    /// <param name="isPart">Whether it is a part or a property of something.</param>
    public void Speak(TextSpan span, bool isPart)
    {
        First ??= span;
        _last = new(span, isPart);
    }

    /// <summary>Takes in what is only mentioned: no "it" stands for it.</summary>
    public void Mention(TextSpan span) => First ??= span;

    /// <summary>A sentence ends: a part that it spoke of gives way to the thing.</summary>
    public void EndSentence()
    {
        if (_last is { IsPart: true }) _last = null;
    }

    /// <summary>What a pronoun stands for; <c>null</c> where that is not sure.</summary>
    /// <param name="pronoun">The pronoun; <c>null</c> for a clause without a subject.</param>
    public TextSpan? Meant(string? pronoun)
    {
        // "The cut is boxy, and it is huge": of the thing, where the text names one; and a part is not called "this".
        if (_last is { } last && !(last.IsPart && (pronoun is "this" or "these" || (pronoun is not null && Main is not null)))
            && Agrees(last.Span, last.IsPart, pronoun)) return last.Span;
        return Main is { } thing && Agrees(thing, isPart: false, pronoun) ? thing : null;
    }

    // A bank and a shop may be "they".
    private bool Agrees(TextSpan span, bool isPart, string? pronoun)
    {
        var word = text.AsSpan(span.Start, span.Length);
        var isPlural = word.EndsWith("s", StringComparison.OrdinalIgnoreCase) && !word.EndsWith("ss", StringComparison.OrdinalIgnoreCase);
        return pronoun switch
        {
            "it" or "it's" or "this" => !isPlural,
            "they" or "they're" or "these" or "them" => isPlural || !isPart,
            _ => true,
        };
    }

    private readonly record struct Thing(TextSpan Span, bool IsPart);
}
